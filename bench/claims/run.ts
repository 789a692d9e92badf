import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lookUpClaim } from '../../src/claims/lookup-claim.js'
import { loadConfig } from '../../src/config.js'
import { openModels } from '../../src/open-models.js'
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js'
import { corpusName, openCorpusIndex } from '../quality/corpus-index.js'
import { type EvalSet, evalsFolder, readEvalSet } from '../quality/eval-set.js'
import { keepingEmbedder } from '../quality/kept-results.js'
import { type ClaimCase, labelledClaims, madeClaims } from './claim-cases.js'
import { measureParaphrases } from './paraphrased.js'

/** `--development` measures the half on which thresholds are chosen, and shows what was wrong. */
const development = process.argv.includes('--development')
const half = development ? 0 : 1
const CLAIMS_PER_KIND = 100
const work = path.join(tmpdir(), 'attest-quality')

interface Count {
  all: number
  said: number
  right: number
}

async function measure(): Promise<void> {
  const models = await openModels(loadConfig({}))
  try {
    console.log('| set | kind | claims | supports said | conflicts said |\n|---|---|---|---|---|')
    const totals = { supports: { all: 0, said: 0, right: 0 }, conflicts: { all: 0, said: 0, right: 0 } }
    for (const name of ['realtimeqa_a', 'squad2_dev', 'scifact']) {
      const set = readEvalSet(name)
      const cases = name === 'scifact' ? labelledClaims(half) : madeClaims(set.articles, half, CLAIMS_PER_KIND)
      const counts = await count(set, cases, models.embedder, totals)
      for (const [kind, { all, supports, conflicts }] of counts)
        console.log(`| ${name} | ${kind} | ${all} | ${supports} | ${conflicts} |`)
      for (const [stance, { all, said, right }] of Object.entries(totals))
        console.log(
          `so far, ${stance}: precision ${(right / said).toFixed(3)} of ${said}, recall ${(right / all).toFixed(3)} of ${all}`,
        )
    }
  } finally {
    await models.close()
  }
}

async function count(
  set: EvalSet,
  cases: readonly ClaimCase[],
  embedder: Parameters<typeof keepingEmbedder>[0],
  totals: Record<'supports' | 'conflicts', Count>,
) {
  const folder = path.join(work, 'corpora', corpusName(set.articles))
  const index = await openCorpusIndex({
    folder,
    vectorsFolder: path.join(folder, 'vectors'),
    articles: set.articles,
    embedder,
  })
  const retriever = createHybridRetriever({
    embedder: keepingEmbedder(embedder, path.join(work, 'kept', set.name)),
    index,
  })
  const counts = new Map<string, { all: number; supports: number; conflicts: number }>()
  try {
    for (const { kind, claim, articleIds, stance } of cases) {
      const evidence = await lookUpClaim({ claim, topK: 10 }, { retriever, index })
      const row = counts.get(kind) ?? { all: 0, supports: 0, conflicts: 0 }
      row.all++
      for (const said of ['supports', 'conflicts'] as const) {
        const found = evidence.filter((one) => one.stance === said)
        if (found.length > 0) row[said]++
        if (stance === said) totals[said].all++
        if (found.length > 0) totals[said].said++
        const right = stance === said && found.some(({ articleId }) => articleIds.includes(articleId))
        if (right) totals[said].right++
        else if (development && found.length > 0) {
          const text = set.articles.find(({ id }) => id === found[0]!.articleId)!.text
          console.log(
            `${kind}, ${said}: ${claim}\n   ${text.slice(found[0]!.span.start, found[0]!.span.end)} ${JSON.stringify(found[0]!.conflict)}`,
          )
        }
      }
      counts.set(kind, row)
    }
  } finally {
    await index.close()
  }
  return counts
}

if (process.argv.includes('--paraphrases')) await measureParaphrases()
else if (existsSync(evalsFolder)) await measure()
else console.log('skipped: the sets of ../shared/evals are not there')
