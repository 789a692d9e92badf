/** So many frames on end the words have to stay where they are. */
const STILL_FRAMES = 3
const MOST_FRAMES = 60

/**
 * Scrolls to words, with some of what stands before them. What is above them gets its real height only when it comes
 * near, so they are followed until they stand still, or until the reader scrolls.
 *
 * @returns what gives up.
 */
export function bringIntoView(words: HTMLElement): () => void {
  const reader = new AbortController()
  for (const sign of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    addEventListener(sign, () => reader.abort(), { signal: reader.signal, passive: true })
  }
  let lastTop = Number.NaN
  let still = 0
  let frames = 0
  const follow = () => {
    if (reader.signal.aborted || !words.isConnected) return
    words.scrollIntoView({ block: 'start', behavior: 'instant' })
    const { top } = words.getBoundingClientRect()
    still = Math.abs(top - lastTop) < 1 ? still + 1 : 0
    lastTop = top
    if (still < STILL_FRAMES && frames++ < MOST_FRAMES) requestAnimationFrame(follow)
    else reader.abort()
  }
  follow()
  return () => reader.abort()
}
