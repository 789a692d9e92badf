import type { OutputTensor, TokenRange } from './inference-pool.js'

/**
 * @param tokens shape [tokens, width].
 * @returns shape [ranges, width]: the mean of each range's rows, zeros for an empty range. Ranges are cut at the last token.
 */
export function meanOfRanges(tokens: OutputTensor, ranges: readonly TokenRange[]): OutputTensor {
  const [length = 0, width = 0] = tokens.dims
  const means = new Float32Array(ranges.length * width)
  const sum = new Float64Array(width)
  ranges.forEach((range, row) => {
    const end = Math.min(range.end, length)
    if (range.start >= end) return
    sum.fill(0)
    for (let token = range.start; token < end; token++) {
      const offset = token * width
      for (let i = 0; i < width; i++) sum[i]! += tokens.data[offset + i]!
    }
    const count = end - range.start
    for (let i = 0; i < width; i++) means[row * width + i] = sum[i]! / count
  })
  return { data: means, dims: [ranges.length, width] }
}
