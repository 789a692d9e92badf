/** The vector scaled to an L2 norm of 1; a vector of zeros stays as it is. */
export function toUnitLength(vector: ArrayLike<number>): Float32Array {
  let sumOfSquares = 0
  for (let i = 0; i < vector.length; i++) sumOfSquares += vector[i]! ** 2
  const norm = Math.sqrt(sumOfSquares) || 1
  // Not Float32Array.from with a function: that is several times slower, and this runs for every sentence.
  const unit = new Float32Array(vector.length)
  for (let i = 0; i < vector.length; i++) unit[i] = vector[i]! / norm
  return unit
}
