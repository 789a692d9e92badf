import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createVerifier, type VerifiedSentence } from '../../src/answers/verify.js'
import { loadConfig } from '../../src/config.js'
import type { Embedder } from '../../src/embeddings/embedder.js'
import { openModels } from '../../src/open-models.js'
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js'
import type { RankedPassage } from '../../src/retrieval/retriever.js'
import { corpusName, openCorpusIndex } from '../quality/corpus-index.js'
import { evalsFolder, readEvalSet } from '../quality/eval-set.js'
import { keepingEmbedder } from '../quality/kept-results.js'
import { median, quantile } from '../statistics.js'
import { timed } from '../timed.js'
import { paraphrases, type WrittenSentence, writtenSentences } from './written-sentences.js'

/** `npm run bench:checker`: `--development` measures the half on which thresholds are chosen, and shows what was judged wrongly. */
const development = process.argv.includes('--development')
const half = development ? 0 : 1
const SENTENCES_PER_KIND = 100
const GIVEN_PASSAGES = 6
const work = path.join(tmpdir(), 'attest-quality')

interface Count {
  all: number
  /** Judged not to be supported as cited: dropped, or given another marker. */
  objectedTo: number
  partly: number
  right: number
}

const counts = new Map<string, Count>()
const times = { verify: [] as number[], embed: [] as number[] }

async function measure(): Promise<void> {
  const models = await openModels(loadConfig({}))
  try {
    for (const name of ['realtimeqa_a', 'squad2_dev', 'clapnq_dev2']) {
      const set = readEvalSet(name)
      const cases = name === 'clapnq_dev2' ? paraphrases(set, half) : writtenSentences(set, half, SENTENCES_PER_KIND)
      await measureSet(name, set.articles, cases, models.embedder)
    }
  } finally {
    await models.close()
  }
  report()
}

async function measureSet(
  name: string,
  articles: ReturnType<typeof readEvalSet>['articles'],
  cases: readonly WrittenSentence[],
  embedder: Embedder,
): Promise<void> {
  const folder = path.join(work, 'corpora', corpusName(articles))
  const index = await openCorpusIndex({ folder, vectorsFolder: path.join(folder, 'vectors'), articles, embedder })
  const retriever = createHybridRetriever({ embedder: keepingEmbedder(embedder, path.join(work, 'kept', name)), index })
  try {
    for (const one of cases) {
      const { passages } = await retriever.retrieve({ question: one.original.slice(0, 600), topK: GIVEN_PASSAGES })
      const own = passages.findIndex(({ passage }) => holds(passage, one))
      if (own === -1) continue
      const marker = one.wrongMarker ? ((own + 1) % passages.length) + 1 : own + 1
      const verifier = createVerifier({ index, embedder, given: passages })
      times.embed.push(await timed(() => embedder.embedQuery(one.text)))
      let verified!: VerifiedSentence
      times.verify.push(
        await timed(async () => {
          verified = await verifier.verify(one.text, [marker])
        }),
      )
      count(name, one, verified, passages)
    }
  } finally {
    await index.close()
  }
}

const holds = ({ articleId, span }: RankedPassage['passage'], { articleId: id, start }: WrittenSentence): boolean =>
  articleId === id && span.start <= start && start < span.end

function count(
  set: string,
  one: WrittenSentence,
  verified: VerifiedSentence,
  passages: readonly RankedPassage[],
): void {
  const key = one.kind
  const row = counts.get(key) ?? { all: 0, objectedTo: 0, partly: 0, right: 0 }
  const objectedTo = verified.verdict === 'unsupported' || verified.markerCorrected
  const isWrong = !one.isTrue || one.wrongMarker
  row.all++
  if (objectedTo) row.objectedTo++
  if (verified.verdict === 'partly_supported') row.partly++
  if (objectedTo === isWrong) row.right++
  else if (development) {
    console.log(
      `${set}, ${key}: ${one.text}\n   was: ${one.original.slice(0, 300)}\n   ${verified.verdict} ${verified.objections} ${JSON.stringify(verified.sources.map(({ text, score }) => [text, score]))}`,
    )
  }
  void passages
  counts.set(key, row)
}

function report(): void {
  console.log('| kind | sentences | objected to | partly supported |\n|---|---|---|---|')
  for (const [kind, { all, objectedTo, partly }] of counts)
    console.log(`| ${kind} | ${all} | ${objectedTo} | ${partly} |`)
  const sum = (kinds: readonly string[], of: keyof Count) =>
    kinds.reduce((total, kind) => total + counts.get(kind)![of], 0)
  const facts = ['number changed', 'name changed', 'another passage’s marker']
  const truths = ['unchanged', 'lightly reworded', 'its beginning alone']
  const caught = sum(facts, 'objectedTo')
  console.log(
    `numbers, names and markers: precision ${(caught / (caught + sum(truths, 'objectedTo'))).toFixed(3)}, recall ${(caught / sum(facts, 'all')).toFixed(3)}`,
  )
  const ratios = times.verify.map((ms, i) => ms / times.embed[i]!)
  console.log(`time over one embedding: median ${median(ratios).toFixed(2)}, p95 ${quantile(ratios, 0.95).toFixed(2)}`)
}

if (existsSync(evalsFolder)) await measure()
else console.log('skipped: the sets of ../shared/evals are not there')
