import { seededRandom } from '../synthetic-corpus.js'

const dimensions = 384
const topics = 1_000
/** Of a passage's own part against its topic's: two passages of a topic then have a cosine of about .6. */
const spread = 0.8
/** Drawing a normal number costs as much as everything else, so all are windows of this many. */
const drawnNumbers = 1 << 20

const normals = normalNumbers(drawnNumbers + dimensions)
const centres = Array.from({ length: topics }, (_, topic) => window(seededRandom(topic)))

/** Unit vectors in clusters, as texts have them: in pure noise no search but the exhaustive one finds the nearest. */
export const clusteredVectors = {
  dimensions,
  topics,
  vector(topic: number, number: number): Float32Array {
    return blend(centres[topic]!, window(seededRandom(0x2545f491 ^ number)), spread)
  },
}

/** A unit vector near another. @param noise its length against the other's. */
export const noisy = (vector: Float32Array, noise: number, random: () => number): Float32Array =>
  // A unit vector's values are about 1 / √dimensions, the drawn ones about 1.
  blend(vector, window(random), noise / Math.sqrt(dimensions))

function window(random: () => number): Float32Array {
  const first = Math.floor(random() * drawnNumbers)
  return normals.subarray(first, first + dimensions)
}

function blend(one: Float32Array, other: Float32Array, weight: number): Float32Array {
  const sum = new Float32Array(dimensions)
  let squares = 0
  for (let i = 0; i < dimensions; i++) {
    const value = one[i]! + weight * other[i]!
    sum[i] = value
    squares += value * value
  }
  const scale = 1 / Math.sqrt(squares)
  for (let i = 0; i < dimensions; i++) sum[i]! *= scale
  return sum
}

/** Box and Muller's transformation. */
function normalNumbers(count: number): Float32Array {
  const random = seededRandom(11)
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  )
}
