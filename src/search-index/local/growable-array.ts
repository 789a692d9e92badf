import type { TypedArray } from './typed-array-file.js'

/** A typed array that grows at its end; appending is amortised constant time. */
export class GrowableArray<Elements extends TypedArray> {
  private elements: Elements
  private used = 0

  constructor(private readonly create: (length: number) => Elements) {
    this.elements = create(64)
  }

  get length(): number {
    return this.used
  }

  push(value: number): void {
    if (this.used === this.elements.length) this.reserve(this.used + 1)
    this.elements[this.used] = value
    this.used += 1
  }

  append(values: ArrayLike<number>): void {
    this.reserve(this.used + values.length)
    this.elements.set(values, this.used)
    this.used += values.length
  }

  /** What was appended; a view, so append no more. */
  toArray(): Elements {
    return this.elements.subarray(0, this.used) as Elements
  }

  private reserve(length: number): void {
    if (length <= this.elements.length) return
    const larger = this.create(Math.max(length, this.elements.length * 2))
    larger.set(this.elements.subarray(0, this.used))
    this.elements = larger
  }
}

export const growableUint8 = (): GrowableArray<Uint8Array> => new GrowableArray((length) => new Uint8Array(length))
export const growableInt8 = (): GrowableArray<Int8Array> => new GrowableArray((length) => new Int8Array(length))
export const growableUint16 = (): GrowableArray<Uint16Array> => new GrowableArray((length) => new Uint16Array(length))
export const growableUint32 = (): GrowableArray<Uint32Array> => new GrowableArray((length) => new Uint32Array(length))
export const growableFloat32 = (): GrowableArray<Float32Array> =>
  new GrowableArray((length) => new Float32Array(length))
