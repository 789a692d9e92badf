import { readFileSync } from 'node:fs'

/** Stops or continues a process and all below it; Linux only. */
export function signalTree(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  // From the top when stopping, so that nothing new is started below what was stopped already.
  process.kill(pid, signal)
  for (const child of childrenOf(pid)) signalTree(child, signal)
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
