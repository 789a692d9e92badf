import type { ChildProcess } from 'node:child_process'
import { lastQuarterOverFirst, slope } from '../answers/growth.js'
import { atMost } from '../goal.js'
import { askingClient } from './asking-client.js'
import { ask } from './messages.js'

const CLIENTS = 8
const SAMPLES = 20
/** What is kept of texts that came before (the tokens of 4,096 for each model) is full after it. */
const WARM_UP = 5_000
const LONGEST_MS = 420_000
const MiB = 2 ** 20

/** A server's memory while it is asked one distinct question after another, until there were enough or it took too long. */
export async function measureMemory({ child, url }: { child: ChildProcess; url: string }, questions: number) {
  const client = askingClient(url)
  let next = 0
  async function askMany(count: number): Promise<void> {
    const end = next + count
    const one = async () => {
      while (next < end) await client.search(next++)
    }
    await Promise.all(Array.from({ length: CLIENTS }, one))
  }
  await askMany(Math.min(WARM_UP, questions))
  const started = performance.now()
  const samples: { asked: number; rssMiB: number; heapMiB: number }[] = []
  for (let sample = 0; sample <= SAMPLES; sample++) {
    const { rss, heapUsed } = await ask<'memory'>(child, { kind: 'memory' })
    samples.push({ asked: next, rssMiB: rss / MiB, heapMiB: heapUsed / MiB })
    console.error(JSON.stringify(samples.at(-1)))
    if (sample === SAMPLES || performance.now() - started > LONGEST_MS) break
    await askMany(Math.ceil(questions / SAMPLES))
  }
  client.close()
  const asked = samples.map((sample) => sample.asked)
  const growth = (of: 'rssMiB' | 'heapMiB') => {
    const values = samples.map((sample) => sample[of])
    return {
      first: Math.round(values[0]!),
      last: Math.round(values.at(-1)!),
      kibPerQuestion: Number((slope(asked, values) * 1024).toFixed(2)),
      lastQuarterOverFirst: atMost(1.05, [lastQuarterOverFirst(values)]),
    }
  }
  return { questions: asked.at(-1)! - asked[0]!, rss: growth('rssMiB'), heapUsed: growth('heapMiB') }
}
