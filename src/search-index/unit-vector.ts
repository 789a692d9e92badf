/** Dot product of `dimensions` values of two vectors, each from its own offset. Four sums, so that additions do not wait for each other. */
export function dotProduct(
  left: Float32Array,
  leftOffset: number,
  right: Float32Array,
  rightOffset: number,
  dimensions: number,
): number {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  const unrolled = dimensions - (dimensions % 4)
  let i = 0
  for (; i < unrolled; i += 4) {
    first += left[leftOffset + i]! * right[rightOffset + i]!
    second += left[leftOffset + i + 1]! * right[rightOffset + i + 1]!
    third += left[leftOffset + i + 2]! * right[rightOffset + i + 2]!
    fourth += left[leftOffset + i + 3]! * right[rightOffset + i + 3]!
  }
  for (; i < dimensions; i += 1) first += left[leftOffset + i]! * right[rightOffset + i]!
  return first + second + third + fourth
}

/** Float32 rounding of a vector of a few hundred values stays far below this. */
const unitTolerance = 1e-4

/** What is wrong with a vector, or null where it is finite and of unit length. */
export function unitVectorProblem(vector: Float32Array): string | null {
  const length = Math.sqrt(dotProduct(vector, 0, vector, 0, vector.length))
  if (!Number.isFinite(length)) return 'expected a vector of finite values, got NaN or Infinity'
  return Math.abs(length - 1) <= unitTolerance ? null : `expected a vector of length 1, got ${length}`
}
