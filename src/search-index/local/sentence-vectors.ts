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
  // Four sums that do not wait for each other: it is called for every sentence of every candidate.
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = vector.length - (vector.length % 4)
  for (let i = 0; i < whole; i += 4) {
    a += values[offset + i]! * vector[i]!
    b += values[offset + i + 1]! * vector[i + 1]!
    c += values[offset + i + 2]! * vector[i + 2]!
    d += values[offset + i + 3]! * vector[i + 3]!
  }
  for (let i = whole; i < vector.length; i += 1) a += values[offset + i]! * vector[i]!
  return a + b + c + d
}
