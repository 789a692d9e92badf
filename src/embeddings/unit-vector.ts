/** The vector scaled to an L2 norm of 1; a vector of zeros stays as it is. */
export function toUnitLength(vector: ArrayLike<number>): Float32Array {
  let sumOfSquares = 0
  for (let i = 0; i < vector.length; i++) sumOfSquares += vector[i]! ** 2
  const norm = Math.sqrt(sumOfSquares) || 1
  return Float32Array.from(vector, (value) => value / norm)
}
