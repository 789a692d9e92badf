const RUNS = 3

/**
 * The share of the time of something that the longest turn of the event loop took of it, 1 where no other work could be done
 * in between; the least of three runs, because the machine may have stood still in one.
 */
export async function shareOfLongestTurn(run: (number: number) => Promise<unknown>): Promise<number> {
  const shares: number[] = []
  for (let number = 0; number < RUNS; number++) shares.push(await shareIn(() => run(number)))
  return Math.min(...shares)
}

async function shareIn(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  let longest = 0
  let last = started
  function turn() {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  let next = setImmediate(function again() {
    turn()
    next = setImmediate(again)
  })
  try {
    await run()
  } finally {
    clearImmediate(next)
  }
  turn()
  return longest / (performance.now() - started)
}
