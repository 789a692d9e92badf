/** A unit vector in a quarter of its memory: `values · scale`, which is of unit length again. */
export interface QuantisedVector {
  readonly values: Int8Array
  readonly scale: number
}

const largest = 127

/** @param vector finite and of unit length. Cosines change by less than 0.01. */
export function quantise(vector: Float32Array): QuantisedVector {
  let peak = 0
  for (const value of vector) peak = Math.max(peak, Math.abs(value))
  const values = new Int8Array(vector.length)
  let squares = 0
  for (let i = 0; i < vector.length; i += 1) {
    const value = Math.round((vector[i]! * largest) / peak)
    values[i] = value
    squares += value * value
  }
  return { values, scale: 1 / Math.sqrt(squares) }
}

/**
 * Of the vector that begins at `offset`, still to be multiplied with its scale. A function of its own beside that of
 * float32: one that saw both kinds of arrays would be compiled for neither.
 */
export function quantisedDotProduct(values: Int8Array, offset: number, vector: Float32Array): number {
  let sum = 0
  for (let i = 0; i < vector.length; i += 1) sum += values[offset + i]! * vector[i]!
  return sum
}
