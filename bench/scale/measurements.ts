import { atMost, type Judged } from '../goal.js'
import { quantile, type Range, ratioRange } from '../statistics.js'

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const
type QuantileName = keyof typeof quantiles
const names = Object.keys(quantiles) as QuantileName[]

type Quantiles<Value> = Readonly<Record<QuantileName, Value>>

/** One kind of work beside another that was done in the same repeats. */
export interface Compared {
  readonly ms: Quantiles<number>
  /** The quantile of the one over that of the other, by repeat. */
  readonly ratio: Quantiles<number[]>
}

export type Told = { readonly ms: Quantiles<number> } & Quantiles<Range | Judged>

/** Times of several kinds of work, in milliseconds, by repeat. */
export class Measurements {
  readonly #repeats: Map<string, number[]>[] = []

  /** Begins a repeat. @returns what runs and times one piece of work of a kind. */
  repeat(): <Result>(kind: string, run: () => Promise<Result>) => Promise<Result> {
    const times = new Map<string, number[]>()
    this.#repeats.push(times)
    return async (kind, run) => {
      const started = performance.now()
      const result = await run()
      const elapsed = performance.now() - started
      times.get(kind)?.push(elapsed) ?? times.set(kind, [elapsed])
      return result
    }
  }

  compare(kind: string, beside: string): Compared {
    const ratio = (share: number) =>
      this.#repeats.map((times) => quantile(times.get(kind)!, share) / quantile(times.get(beside)!, share))
    return { ms: this.ms(kind), ratio: byQuantile(ratio) }
  }

  /** Of all repeats together. */
  ms(kind: string): Quantiles<number> {
    return byQuantile((share) => rounded(quantile(this.#all(kind), share)))
  }

  #all(kind: string): number[] {
    return this.#repeats.flatMap((times) => times.get(kind) ?? [])
  }
}

/** The ranges of the ratios, and whether those with a goal meet it. @param goals the most that a ratio should be. */
export function told({ ms, ratio }: Compared, goals: Partial<Quantiles<number>> = {}): Told {
  const range = (name: QuantileName) =>
    goals[name] === undefined ? ratioRange(ratio[name]) : atMost(goals[name], ratio[name])
  return { ms, p50: range('p50'), p95: range('p95'), p99: range('p99') }
}

const byQuantile = <Value>(of: (share: number) => Value): Quantiles<Value> =>
  Object.fromEntries(names.map((name) => [name, of(quantiles[name])])) as Record<QuantileName, Value>

const rounded = (value: number): number => Number(value.toFixed(2))
