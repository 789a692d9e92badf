export interface LoopResult {
  readonly done: number
  readonly failed: number
  readonly perSecond: number
}

/**
 * So many clients, each of which begins its next piece of work when its last has ended, for a time; what then still runs
 * is waited for and not counted.
 * @param work given numbers from `first` on, each once.
 */
export async function closedLoop(
  { clients, forMs, first }: { readonly clients: number; readonly forMs: number; readonly first: number },
  work: (number: number) => Promise<unknown>,
): Promise<LoopResult> {
  const started = performance.now()
  const isOver = () => performance.now() - started >= forMs
  let next = first
  let done = 0
  let failed = 0
  async function client(): Promise<void> {
    while (!isOver()) {
      try {
        await work(next++)
        if (!isOver()) done++
      } catch {
        failed++
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { done, failed, perSecond: done / (forMs / 1000) }
}
