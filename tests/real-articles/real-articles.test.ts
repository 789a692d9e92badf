import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  articlesFolder,
  articlesMissing,
  asRead,
  type GoldQuestion,
  goldQuestions,
  goldSentence,
  readSource,
} from './gold.js'
import { ingestCorpus, type ServedCorpus, serveCorpus } from './served-corpus.js'
import type { Answer, Citation, Passage, ServedArticle } from './wire.js'

interface Asked {
  readonly question: GoldQuestion
  readonly answer: Answer
  readonly passages: readonly Passage[]
}

const articlesAreHere = existsSync(articlesFolder)
const asked: Asked[] = []
/** Every article that was cited or found, by its id. */
const articles = new Map<string, ServedArticle>()
let indexFolder: string | undefined
let server: ServedCorpus | undefined

async function askEverything(served: ServedCorpus): Promise<void> {
  for (const question of goldQuestions) {
    const answer = (await served.post('/api/ask', { question: question.question })) as Answer
    const search = await served.post('/api/search', { query: question.question, topK: 10 })
    asked.push({ question, answer, passages: (search as { passages: Passage[] }).passages })
  }
  const ids = asked.flatMap(({ answer, passages }) =>
    [...citationsOf(answer), ...passages].map(({ articleId }) => articleId),
  )
  for (const id of new Set(ids)) {
    articles.set(id, (await served.get(`/api/articles/${encodeURIComponent(id)}`)) as ServedArticle)
  }
}

beforeAll(async () => {
  if (!articlesAreHere) return
  indexFolder = await mkdtemp(join(tmpdir(), 'attest-real-articles-'))
  const settings = { ATTEST_CORPUS_DIR: articlesFolder, ATTEST_INDEX_DIR: indexFolder }
  await ingestCorpus(settings)
  server = await serveCorpus(settings)
  await askEverything(server)
}, 900_000)

afterAll(async () => {
  await server?.stop()
  if (indexFolder !== undefined) await rm(indexFolder, { recursive: true, force: true })
})

beforeEach((ctx) => {
  if (!articlesAreHere) ctx.skip(articlesMissing)
})

const citationsOf = (answer: Answer): readonly Citation[] => (answer.kind === 'answered' ? answer.citations : [])

const cited = (): { id: string; citation: Citation; article: ServedArticle }[] =>
  asked.flatMap(({ question, answer }) =>
    citationsOf(answer).map((citation) => ({ id: question.id, citation, article: articles.get(citation.articleId)! })),
  )

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** The lines as a reader sees them: the marks before a heading, list item or quotation go, as the marks within do. */
const linesAsRead = (file: string, { first, last }: Citation['sourceLines']): string =>
  asRead(
    readSource(file)
      .split('\n')
      .slice(first - 1, last)
      .map((line) => line.replace(/^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+/, ''))
      .join(' '),
  )

/** The number of the line that closes the front matter, which repeats the text and is no place to quote from; 0 without one. */
const frontMatterEnd = (file: string): number => {
  const lines = readSource(file).split('\n')
  return lines[0] === '---' ? lines.indexOf('---', 1) + 1 : 0
}

/** The quote stands at these lines, and no line could be left out of them. */
function standsAt(quote: string, file: string, { first, last }: Citation['sourceLines']): boolean {
  const holds = (lines: Citation['sourceLines']): boolean => linesAsRead(file, lines).includes(asRead(quote))
  const isWide = last > first && (holds({ first: first + 1, last }) || holds({ first, last: last - 1 }))
  return first > frontMatterEnd(file) && holds({ first, last }) && !isWide
}

describe('every quote from the real articles', () => {
  test('stands in the original file at its lines, and at no more than those', () => {
    const lost = cited()
      .filter(({ citation, article }) => !standsAt(citation.quote, article.sourcePath, citation.sourceLines))
      .map(
        ({ id, citation, article }) =>
          `${id} ${article.sourcePath}:${JSON.stringify(citation.sourceLines)} ${citation.quote}`,
      )
    expect(cited().length).toBeGreaterThan(0)
    expect(lost).toEqual([])
  })

  test('is not blank and is the slice of its article at its span', () => {
    for (const { id, citation, article } of cited()) {
      expect(citation.quote.trim(), id).not.toBe('')
      expect(article.text.slice(citation.span.start, citation.span.end), id).toBe(citation.quote)
    }
  })

  test('comes with the hashes of the file and of the text that it was read from', () => {
    for (const { id, citation, article } of cited()) {
      const file = sha256(readFileSync(join(articlesFolder, article.sourcePath)))
      expect({ id, cited: citation.article.sourceSha256, served: article.sourceSha256 }).toEqual({
        id,
        cited: file,
        served: file,
      })
      const text = sha256(article.text)
      expect({ id, cited: citation.article.textSha256, served: article.textSha256 }).toEqual({
        id,
        cited: text,
        served: text,
      })
    }
  })
})

const holdsGold = (question: GoldQuestion, text: string): boolean => {
  const read = asRead(text)
  return question.gold.some((span) => read.includes(asRead(goldSentence(span))))
}

/** What a reader of the results has read after `limit` words, in the results' order; the passage that crosses the limit is cut. */
function firstWords(passages: readonly Passage[], limit: number): string {
  return passages
    .flatMap(({ text }) => asRead(text).split(' '))
    .slice(0, limit)
    .join(' ')
}

const quotesOf = (answer: Answer): string[] =>
  [...citationsOf(answer)].sort((a, b) => a.marker - b.marker).map(({ quote }) => quote)

const inAnyQuote = ({ question, answer }: Asked): boolean =>
  quotesOf(answer).some((quote) => holdsGold(question, quote))
const inFirstQuote = ({ question, answer }: Asked): boolean =>
  quotesOf(answer)
    .slice(0, 1)
    .some((quote) => holdsGold(question, quote))
const inFirstWords = ({ question, passages }: Asked): boolean => holdsGold(question, firstWords(passages, 400))
const declined = ({ answer }: Asked): boolean => answer.kind === 'unanswerable'

const ofKind = (...kinds: GoldQuestion['kind'][]): Asked[] =>
  asked.filter(({ question }) => kinds.includes(question.kind))
/**
 * Of these, one that was declined is a miss. Hard paraphrases share hardly a word with their answer or lean on what the articles do not
 * say (who Gaddafi was); their figures are printed, and nothing is promised of them. */
const answerable = (): Asked[] => ofKind('close', 'paraphrase')
const share = (all: readonly Asked[], holds: (one: Asked) => boolean): number => all.filter(holds).length / all.length
const misses = (holds: (one: Asked) => boolean): string =>
  `missed: ${answerable()
    .filter((one) => !holds(one))
    .map((one) => one.question.id + (declined(one) ? ' (declined)' : ''))
    .join(', ')}`

function figures(): string {
  const measure = (name: string, holds: (one: Asked) => boolean, ...kinds: GoldQuestion['kind'][]): string =>
    `${name} ${kinds.map((kind) => `${share(ofKind(kind), holds).toFixed(2)} of ${kind}`).join(', ')}`
  return [
    `real articles, ${answerable().length} answerable questions: gold among quotes ${share(answerable(), inAnyQuote).toFixed(3)}`,
    `in the first quote ${share(answerable(), inFirstQuote).toFixed(3)}`,
    `in 400 words of search ${share(answerable(), inFirstWords).toFixed(3)}`,
    measure('quotes', inAnyQuote, 'close', 'paraphrase', 'paraphrase-hard'),
    measure('first quote', inFirstQuote, 'close', 'paraphrase', 'paraphrase-hard'),
    measure('search', inFirstWords, 'close', 'paraphrase', 'paraphrase-hard'),
    measure('declined', declined, 'close', 'paraphrase', 'paraphrase-hard', 'unanswerable-near', 'unanswerable-far'),
  ].join('; ')
}

describe('answers from the real articles', () => {
  test('every gold question was asked, and the figures are printed', () => {
    expect(asked.map(({ question }) => question.id)).toEqual(goldQuestions.map(({ id }) => id))
    console.log(figures())
  })

  test.each([
    ['the gold sentence is among the quotes of 75 % of the answerable questions', inAnyQuote, 0.75],
    ['the gold sentence is in the first quote of 65 % of the answerable questions', inFirstQuote, 0.65],
    ['the gold sentence is in the first 400 words of search for 90 % of the answerable questions', inFirstWords, 0.9],
  ] as const)('%s', (_, holds, least) => {
    expect(share(answerable(), holds), misses(holds)).toBeGreaterThanOrEqual(least)
  })
})

const nameOf = (author: ServedArticle['metadata']['authors'][number]): string =>
  'literal' in author ? author.literal : `${author.given} ${author.family}`
const line = (file: string, number: number): string => readSource(file).split('\n')[number - 1]!
const frontMatter = (file: string, key: string): string =>
  new RegExp(`^${key}: "?(.*?)"?$`, 'm').exec(readSource(file))?.[1] ?? `no ${key} in ${file}`

describe('the metadata of the real articles', () => {
  test.each([
    [
      '000_8a11ced50f7f5f00.txt',
      (file: string) => ({
        title: line(file, 4),
        series: line(file, 3).slice(2),
        authors: ['Hamdi Malik'],
        published: null,
        url: null,
        publisher: null,
      }),
    ],
    [
      '003_6eedf48277fc8e63.txt',
      (file: string) => ({
        title: line(file, 1),
        series: null,
        authors: ['Shay Khatiri'],
        published: '2026-02',
        url: null,
        publisher: null,
      }),
    ],
    [
      '004_6dc5cf655e9a59a8.txt',
      (file: string) => ({
        title: frontMatter(file, 'title'),
        series: null,
        authors: ['Simon Whistler'],
        published: '2026-05-04',
        url: frontMatter(file, 'canonical'),
        publisher: 'HomeFronts',
      }),
    ],
  ] as const)('of %s is what a person reads off it, and nothing else', (file, expected) => {
    const article = [...articles.values()].find(({ sourcePath }) => sourcePath === file)
    if (article === undefined)
      throw new Error(`Expected ${file} among the articles found; found ${[...articles.keys()].join(', ')}`)
    const { title, series, authors, published, url, publisher } = article.metadata
    expect({ title, series, authors: authors.map(nameOf), published, url, publisher }).toEqual(expected(file))
  })
})
