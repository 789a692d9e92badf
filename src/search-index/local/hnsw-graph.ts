import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import hnswlib from 'hnswlib-node'
import { syncPath } from './durable-files.js'

/*
 * The only file that knows hnswlib-node. It says success where it could not write, and it ends the process where a
 * callback throws, a vector holds something else than numbers, or a damaged file is searched. So: vectors and files are
 * checked before they come here, every graph is a fresh object, and labels are passage numbers of our own.
 */
const neighbours = 16
const efConstruction = 200
const smallestEf = 64

/** Approximate nearest neighbours by inner product. */
export class HnswGraph {
  private constructor(
    private readonly graph: InstanceType<typeof hnswlib.HierarchicalNSW>,
    private readonly dimensions: number,
  ) {}

  /** @param vectors finite and of unit length, one after the other; the n-th gets the number n. Gives way to other work. */
  static async build(vectors: Float32Array, dimensions: number, signal?: AbortSignal): Promise<HnswGraph> {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions)
    const count = vectors.length / dimensions
    graph.initIndex({ maxElements: count, m: neighbours, efConstruction })
    for (let point = 0; point < count; point += 1) {
      graph.addPoint(Array.from(vectors.subarray(point * dimensions, (point + 1) * dimensions)), point)
      // Each takes one to several milliseconds, and a server may be answering meanwhile.
      await setImmediate()
      signal?.throwIfAborted()
    }
    return new HnswGraph(graph, dimensions)
  }

  /** @param path of a file whose sum was checked. @throws where it is not a graph of `count` points. */
  static async read(path: string, dimensions: number, count: number): Promise<HnswGraph> {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions)
    await graph.readIndex(path)
    if (graph.getCurrentCount() !== count) {
      throw new Error(`expected a graph of ${count} points, got ${graph.getCurrentCount()}`)
    }
    return new HnswGraph(graph, dimensions)
  }

  /** Writes durably and reads back: the library's own writing reports no errors. */
  async write(path: string): Promise<void> {
    const count = this.graph.getCurrentCount()
    await this.graph.writeIndex(path)
    await syncPath(path)
    const { size } = await stat(path)
    // Each point holds at least its vector and the links of the lowest layer.
    const smallest = count * (this.dimensions * 4 + 2 * neighbours * 4)
    if (size < smallest) throw new Error(`expected a graph of more than ${smallest} bytes at ${path}, found ${size}`)
    const written = await HnswGraph.read(path, this.dimensions, count)
    if (!written.holdsSamePoints(this)) throw new Error(`the graph at ${path} is not the one that was written`)
  }

  /**
   * @param allows must not throw.
   * @returns the numbers of about the `limit` nearest points, in no order.
   */
  nearest(vector: Float32Array, limit: number, allows: ((point: number) => boolean) | null): number[] {
    const count = Math.min(limit, this.graph.getCurrentCount())
    if (count === 0) return []
    this.graph.setEf(Math.max(smallestEf, 2 * count))
    return this.graph.searchKnn(Array.from(vector), count, allows ?? undefined).neighbors
  }

  /** @returns the first point that it lacks or has another vector of, null where it has all of them. */
  firstMissing(vectors: Float32Array): number | null {
    const ids = new Set(this.graph.getIdsList())
    for (let point = 0; point < vectors.length / this.dimensions; point += 1) {
      if (!ids.has(point)) return point
      const start = point * this.dimensions
      if (!this.graph.getPoint(point).every((value, i) => value === vectors[start + i])) return point
    }
    return null
  }

  private holdsSamePoints(other: HnswGraph): boolean {
    const last = this.graph.getCurrentCount() - 1
    return [0, last >> 1, last].every((point) => {
      const [mine, theirs] = [this.graph.getPoint(point), other.graph.getPoint(point)]
      return mine.every((value, i) => value === theirs[i])
    })
  }
}
