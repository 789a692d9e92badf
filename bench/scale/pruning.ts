import { parseArgs } from 'node:util'
import { saturation } from '../../src/search-index/bm25.js'
import { BestPassages } from '../../src/search-index/local/best-passages.js'
import { Bm25Search } from '../../src/search-index/local/bm25-search.js'
import type { PostingArrays } from '../../src/search-index/local/segment-files.js'
import { writeResult } from '../machine.js'
import { wholeNumber } from '../options.js'
import { Measurements, told } from './measurements.js'
import { PrunedBm25Search } from './pruned-bm25-search.js'
import { syntheticQuestion } from './synthetic-passages.js'
import { syntheticPostings } from './synthetic-postings.js'

const help = `Usage: npm run bench:pruning -- [options]

BM25 that leaves out what cannot be among the best beside BM25 that scores every passage, on the postings of the
synthetic corpus alone; fails where they differ.

Options
  --sizes A,B    passages (default: 10000,100000,1000000)
  --repeats N    each asks as many questions of both in turn (default: 5)
  --questions N  of each size and repeat (default: 100)
  --record       write the figures with date, commit and machine to bench/results
  --help         print this`

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    repeats: { type: 'string', default: '5' },
    questions: { type: 'string', default: '100' },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** As many as each search puts forward for a question, and as many that only the other found. */
const limit = 50

async function measureSize(passages: number) {
  const postings = syntheticPostings(passages)
  const everything = new Bm25Search([postings], null)
  const started = performance.now()
  const pruned = new PrunedBm25Search([postings], saturationsOf(postings))
  const preparedMs = performance.now() - started
  const measurements = new Measurements()
  let asked = 0
  for (let repeat = 0; repeat < wholeNumber('repeats', values.repeats); repeat++) {
    const take = measurements.repeat()
    for (let number = 0; number < wholeNumber('questions', values.questions); number++) {
      // Looking up the words is the same work for both.
      const terms = everything.queryTerms(syntheticQuestion(asked++, passages).text)
      const others = Array.from({ length: limit }, (_, i) => (i * 7919 + asked) % passages)
      const all = await take('all', async () => bestOfAll(everything, terms))
      const few = await take('pruned', async () => {
        const best = pruned.best(terms, limit, null, comesBefore)
        // The candidates of the other search need their scores too.
        for (const passage of others) pruned.score(terms, passage)
        return [...best].map((passage) => [passage, pruned.score(terms, passage)] as const)
      })
      requireSame(few, all)
    }
  }
  const compared = measurements.compare('pruned', 'all')
  return { passages, preparedMs: Math.round(preparedMs), allMs: measurements.ms('all'), pruned: told(compared) }
}

const comesBefore = (passage: number, other: number): boolean => passage < other

type Scored = readonly (readonly [number, number])[]

function bestOfAll(search: Bm25Search, terms: Parameters<Bm25Search['score']>[0]): Scored {
  const { scores, matching } = search.score(terms)
  const best = new BestPassages(limit, comesBefore)
  for (const passage of matching) best.offer(passage, scores[passage]!)
  return [...best.kept()].map((passage) => [passage, scores[passage]!])
}

function requireSame(some: Scored, others: Scored): void {
  const ordered = (scored: Scored) => JSON.stringify([...scored].sort(([a], [b]) => a - b))
  if (ordered(some) !== ordered(others)) throw new Error(`expected ${ordered(others)}, got ${ordered(some)}`)
}

function saturationsOf({ lengths }: PostingArrays): Float64Array {
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  return Float64Array.from(lengths, (length) => saturation(length, average))
}

if (values.help) console.log(help)
else {
  const sizes = []
  for (const size of values.sizes.split(',')) {
    sizes.push(await measureSize(wholeNumber('sizes', size)))
    console.error(JSON.stringify(sizes.at(-1)))
  }
  if (values.record) console.log(`written to ${writeResult('pruning', { sizes })}`)
}
