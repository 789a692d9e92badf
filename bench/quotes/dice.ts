/** Numbers drawn the same in every run from a seed: mulberry32. */
export function dice(seed: number): { below(limit: number): number } {
  let state = seed >>> 0
  return {
    /** A whole number, 0 to before `limit`; 0 where there is nothing to draw from. */
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return limit <= 0 ? 0 : Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
    },
  }
}
