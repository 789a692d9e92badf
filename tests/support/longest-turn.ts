/** The share of the time of something that the longest turn of the event loop took of it: 1 where no other work could be done in between. */
export async function shareOfLongestTurn(run: () => Promise<unknown>): Promise<number> {
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
