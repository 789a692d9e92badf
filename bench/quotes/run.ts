import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Article } from '../../src/articles/article.js'
import { readArticle } from '../../src/articles/read-article.js'
import { findQuote } from '../../src/quotes/find-quote.js'
import type { QuoteFinding } from '../../src/quotes/quote-verdict.js'
import { evalsFolder, readEvalSet } from '../quality/eval-set.js'
import { writeSyntheticCorpus } from '../synthetic-corpus.js'
import { plainIndex } from './plain-index.js'
import { type QuoteCase, quoteCases, quoteKinds } from './quote-cases.js'

/** The half that nobody looks at while thresholds are chosen; `--development` shows the other one, with its errors. */
const development = process.argv.includes('--development')
const SEED = development ? 1 : 2
const CASES_PER_KIND = 150
/** Of eight passages each. */
const LARGE_ARTICLES = 12_500
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

/** Light edits of an excerpt: its source must be found all the same. */
const LIGHT_EDITS: readonly string[] = [
  'normalised',
  'punctuation changed',
  'word changed',
  'number changed',
  'negation added',
]

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
    const sources = { exact: { right: 0, all: 0 }, edited: { right: 0, all: 0 } }
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
      const excerpt = one.kind === 'exact' ? sources.exact : LIGHT_EDITS.includes(one.kind) ? sources.edited : null
      if (excerpt !== null) {
        excerpt.all++
        // Author and date stand in the article that is found.
        if (one.articleIds.includes(finding.matches[0]?.articleId ?? '')) excerpt.right++
      }
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
    for (const [kind, { right: good, all }] of Object.entries(sources))
      console.log(`\nexcerpt to source (article, author, date), ${kind}: ${(good / all).toFixed(3)} of ${all}`)
    console.log(`\n"exact" that is not: ${falseExacts}`)
    console.log(`median ${median(times).toFixed(2)} ms a quote; indexOf over all texts ${median(scans).toFixed(2)} ms`)
  } finally {
    await close()
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Times alone: many synthetic articles (`--large`), beside a plain search of all texts in memory. */
async function measureLarge(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-quotes-large-'))
  try {
    writeSyntheticCorpus(folder, LARGE_ARTICLES)
    const articles = readdirSync(folder).map(
      (name) => readArticle({ path: name, bytes: readFileSync(path.join(folder, name)), sideCarBytes: null }).article,
    )
    const { index, close } = await plainIndex(articles)
    const texts = articles.map(({ text }) => text)
    const [found, scanned] = [[] as number[], [] as number[]]
    for (let i = 0; i < 200; i++) {
      const { text } = articles[(i * 7919) % articles.length]!
      const start = text.indexOf('. ', 900) + 2
      const quote = text.slice(start, text.indexOf('. ', start) + 1)
      const started = performance.now()
      await findQuote({ quote }, index)
      const between = performance.now()
      texts.filter((one) => one.indexOf(quote) !== -1)
      found.push(between - started)
      scanned.push(performance.now() - between)
    }
    const { passages } = await index.statistics()
    console.log(
      `${passages} passages: median ${median(found).toFixed(2)} ms a quote; indexOf over all texts ${median(scanned).toFixed(2)} ms`,
    )
    await close()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measureSets(): Promise<void> {
  const others = existsSync(evalsFolder)
  if (!others) console.log('skipped: the sets of ../shared/evals are not there; the shipped corpus alone follows')
  const sets = others ? ['realtimeqa_a', 'squad2_dev', 'clapnq_dev2'].flatMap(inSet) : []
  await measure([...shippedArticles(), ...sets], others ? inSet('doc2dial_val') : [], 'quotes')
}

await (process.argv.includes('--large') ? measureLarge() : measureSets())
