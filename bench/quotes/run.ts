import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Article } from '../../src/articles/article.js'
import { readArticle } from '../../src/articles/read-article.js'
import { findQuote } from '../../src/quotes/find-quote.js'
import type { QuoteFinding } from '../../src/quotes/quote-verdict.js'
import { evalsFolder, readEvalSet } from '../quality/eval-set.js'
import { plainIndex } from './plain-index.js'
import { type QuoteCase, quoteCases, quoteKinds } from './quote-cases.js'

/** The half that nobody looks at while thresholds are chosen; `--development` shows the other one, with its errors. */
const development = process.argv.includes('--development')
const SEED = development ? 1 : 2
const CASES_PER_KIND = 150
const GOALS: Partial<Record<string, number>> = {
  exact: 0.99,
  normalised: 0.99,
  'number changed': 0.99,
  'other article claimed': 0.99,
  'other author claimed': 0.99,
  absent: 0.99,
  'absent, words occur': 0.99,
}
const OTHER_GOAL = 0.95

const shippedCorpus = path.resolve(import.meta.dirname, '../../corpus')

function shippedArticles(): Article[] {
  return readdirSync(shippedCorpus)
    .filter((name) => /\.(md|txt|html)$/.test(name))
    .map(
      (name) =>
        readArticle({ path: name, bytes: readFileSync(path.join(shippedCorpus, name)), sideCarBytes: null }).article,
    )
}

function inSet(name: string): Article[] {
  return readEvalSet(name).articles.map((article) => ({ ...article, id: `${name}-${article.id}` }))
}

function right({ verdict, articleIds, change }: QuoteCase, finding: QuoteFinding): boolean {
  if (finding.verdict !== verdict) return false
  const found = new Set(finding.matches.map(({ articleId }) => articleId))
  const changed = change === undefined || finding.matches.some(({ changes }) => changes.includes(change))
  return changed && (articleIds.length === 0 || articleIds.some((id) => found.has(id)))
}

function claimOf({ claimedArticleId, claimedAuthor }: QuoteCase) {
  return { ...(claimedArticleId ? { claimedArticleId } : {}), ...(claimedAuthor ? { claimedAuthor } : {}) }
}

async function measure(articles: readonly Article[], strangers: readonly Article[], label: string): Promise<void> {
  const { index, close } = await plainIndex(articles)
  try {
    const byId = new Map(articles.map((article) => [article.id, article]))
    const texts = articles.map(({ text }) => text)
    const cases = quoteCases(articles, strangers, CASES_PER_KIND, SEED)
    const times: number[] = []
    const scans: number[] = []
    const counts = new Map<string, { right: number; all: number }>()
    let falseExacts = 0
    for (const one of cases) {
      const started = performance.now()
      const finding = await findQuote({ quote: one.quote, ...claimOf(one) }, index)
      times.push(performance.now() - started)
      if (one.kind === 'exact') {
        const before = performance.now()
        texts.filter((text) => text.includes(one.quote))
        scans.push(performance.now() - before)
      }
      const slice = ({ articleId, span }: QuoteFinding['matches'][0]) =>
        byId.get(articleId)!.text.slice(span.start, span.end)
      if (
        finding.verdict === 'exact' &&
        one.kind !== 'ellipsis marked' &&
        slice(finding.matches[0]!) !== one.quote.trim().replace(/^["“](.*)["”]$/s, '$1')
      )
        falseExacts++
      const count = counts.get(one.kind) ?? { right: 0, all: 0 }
      counts.set(one.kind, { right: count.right + Number(right(one, finding)), all: count.all + 1 })
      if (development && !right(one, finding)) {
        console.log(
          `${one.kind}: expected ${one.verdict} ${one.change ?? ''}, got ${finding.verdict} ${finding.matches[0]?.changes ?? ''} ${finding.matches[0]?.similarity.toFixed(2) ?? ''}\n   ${one.quote.slice(0, 300)}`,
        )
      }
    }
    console.log(
      `\n${label}: ${articles.length} articles, ${(await index.statistics()).passages} passages, ${cases.length} quotes\n`,
    )
    console.log('| kind | quotes | right | wanted |\n|---|---|---|---|')
    for (const kind of quoteKinds) {
      const { right: good, all } = counts.get(kind) ?? { right: 0, all: 0 }
      if (all > 0) console.log(`| ${kind} | ${all} | ${(good / all).toFixed(3)} | ${GOALS[kind] ?? OTHER_GOAL} |`)
    }
    console.log(`\n"exact" that is not: ${falseExacts}`)
    console.log(`median ${median(times).toFixed(2)} ms a quote; indexOf over all texts ${median(scans).toFixed(2)} ms`)
  } finally {
    await close()
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

if (!existsSync(evalsFolder))
  console.log(`skipped: the sets of ../shared/evals are not there; the shipped corpus alone follows`)
const others = existsSync(evalsFolder)
const strangers = others ? inSet('doc2dial_val') : []
const corpus = [
  ...shippedArticles(),
  ...(others ? [...inSet('realtimeqa_a'), ...inSet('squad2_dev'), ...inSet('clapnq_dev2')] : []),
]
await measure(corpus, strangers, 'quotes')
