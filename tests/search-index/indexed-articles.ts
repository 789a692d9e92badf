import { createHash } from 'node:crypto'
import type { Article, ArticleMetadata } from '../../src/articles/article.js'
import type { Passage } from '../../src/passages/passage.js'
import type { IndexedPassage } from '../../src/search-index/search-index.js'

/** An article ready for an IndexWriter. */
export interface IndexedArticle {
  readonly article: Article
  readonly passages: readonly IndexedPassage[]
}

export interface ArticleDraft {
  readonly id: string
  /** Each is one passage; its sentences end in a full stop. */
  readonly paragraphs: readonly string[]
  readonly headings?: readonly string[]
  readonly aliases?: readonly string[]
  readonly metadata?: Partial<ArticleMetadata>
  /** By default vectors are random, made from the text alone. */
  readonly vectorOf?: (paragraph: string) => Float32Array
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** mulberry32: small, and the same on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function unitVector(values: ArrayLike<number>): Float32Array {
  const length = Math.hypot(...Array.from(values))
  return Float32Array.from(values, (value) => value / length)
}

export function randomUnitVector(random: () => number, dimensions: number): Float32Array {
  return unitVector(Array.from({ length: dimensions }, () => random() + random() + random() - 1.5))
}

/** The same text has the same vector. */
export const vectorOfText = (text: string, dimensions: number): Float32Array =>
  randomUnitVector(randomNumbers(Number.parseInt(sha256(text).slice(0, 8), 16)), dimensions)

export function indexedArticle(draft: ArticleDraft, dimensions: number): IndexedArticle {
  const text = draft.paragraphs.join('\n\n')
  const article: Article = {
    id: draft.id,
    aliases: draft.aliases ?? [],
    sourcePath: `${draft.id}.md`,
    mediaType: 'text/markdown',
    text,
    textSha256: sha256(text),
    sourceSha256: sha256(`source of ${text}`),
    metadata: { ...noMetadata, ...draft.metadata },
    evidence: { title: { source: 'front-matter', key: 'title', span: null, sourceLines: { first: 2, last: 2 } } },
    blocks: [],
  }
  const vectorOf = draft.vectorOf ?? ((paragraph) => vectorOfText(paragraph, dimensions))
  let start = 0
  const passages: IndexedPassage[] = []
  const blocks: Article['blocks'][number][] = []
  for (const [line, paragraph] of draft.paragraphs.entries()) {
    const passage = passageOf(article, start, paragraph, draft.headings ?? [], line * 2 + 1)
    const { span, sourceLines } = passage
    blocks.push({ kind: 'paragraph', level: null, span, sourceLines, boilerplate: null })
    const sentenceVectors = passage.sentences.map((sentence) => vectorOf(text.slice(sentence.start, sentence.end)))
    passages.push({ passage, vector: vectorOf(paragraph), sentenceVectors })
    start += paragraph.length + 2
  }
  return { article: { ...article, blocks }, passages }
}

function passageOf(article: Article, start: number, text: string, headings: readonly string[], line: number): Passage {
  const end = start + text.length
  const sentences = [...text.matchAll(/\S[^.]*\.?/g)].map(({ 0: sentence, index }) => ({
    start: start + index,
    end: start + index + sentence.length,
  }))
  return {
    id: `${article.id}.${article.textSha256.slice(0, 12)}.${start}-${end}`,
    articleId: article.id,
    span: { start, end },
    text,
    sentences,
    headings,
    sourceLines: { first: line, last: line },
  }
}

const noMetadata: ArticleMetadata = {
  title: null,
  standfirst: null,
  authors: [],
  publisher: null,
  series: null,
  published: null,
  updated: null,
  url: null,
  language: null,
  tags: [],
  status: 'current',
}

const words =
  'harbour bridge river budget council minister treaty sanction reactor vaccine orchard satellite library tunnel ferry glacier museum election tariff drought'.split(
    ' ',
  )

/** Articles of random words, frequent ones first, so that postings differ in length and scores rarely tie. */
export function randomArticles(count: number, dimensions: number, seed: number): IndexedArticle[] {
  const random = randomNumbers(seed)
  const word = (): string => words[Math.floor(words.length * random() ** 2)]!
  const sentence = (): string => `${Array.from({ length: 3 + Math.floor(random() * 8) }, word).join(' ')}.`
  const paragraph = (): string => Array.from({ length: 1 + Math.floor(random() * 3) }, sentence).join(' ')
  return Array.from({ length: count }, (_, n) =>
    indexedArticle(
      {
        id: `article-${n}`,
        paragraphs: Array.from({ length: 1 + Math.floor(random() * 4) }, paragraph),
        headings: [word()],
        metadata: { title: `${word()} ${word()}`, tags: n % 3 === 0 ? ['third'] : [] },
      },
      dimensions,
    ),
  )
}
