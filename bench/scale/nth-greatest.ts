/**
 * The n-th greatest of the values at these places, all above 0; 0 where there are fewer. A binary heap of the n greatest
 * with the least on top.
 */
export function nthGreatest(values: Float64Array, places: Uint32Array, n: number): number {
  if (places.length < n) return 0
  const heap = new Float64Array(n)
  for (let i = 0; i < places.length; i += 1) {
    const value = values[places[i]!]!
    if (value > heap[0]!) sink(heap, value)
  }
  return heap[0]!
}

/** Puts a value in the place of the least. */
function sink(heap: Float64Array, value: number): void {
  let slot = 0
  for (;;) {
    let child = 2 * slot + 1
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1
    if (child >= heap.length || heap[child]! >= value) break
    heap[slot] = heap[child]!
    slot = child
  }
  heap[slot] = value
}
