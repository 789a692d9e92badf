import { createHash } from 'node:crypto'
import type { Article, Span } from '../../src/articles/article.js'
import type { IndexedPassage } from '../../src/search-index/search-index.js'
import { seededRandom } from '../synthetic-corpus.js'
import { clusteredVectors, noisy } from './clustered-vectors.js'
import { drawRank, drawTopicRank, vocabulary } from './zipf-words.js'

/** Each article has so many, one a paragraph; so an article of number n holds the passages 8n to 8n + 7. */
export const passagesPerArticle = 8
const sentencesPerPassage = 5
const wordsPerSentence = 20
/** Share of a passage's words that are of its topic: what makes words and meaning point the same way. */
const topicShare = 0.2

/** Tags of articles by the share that has them, for filters. */
export const sharesByTag = { half: 0.5, twentieth: 0.05, thousandth: 0.001 } as const
export type SharedTag = keyof typeof sharesByTag

export interface SyntheticArticle {
  readonly article: Article
  readonly passages: readonly IndexedPassage[]
}

export interface SyntheticQuestion {
  readonly text: string
  /** A unit vector about as near to the passage that the question is about as a small model puts them. */
  readonly vector: Float32Array
}

/** The same article for the same number, whatever was made before. */
export function syntheticArticle(number: number): SyntheticArticle {
  const topic = topicOf(number)
  const { rows, random } = syntheticWords(number)
  const paragraphs = rows.map(sentencesOf)
  const text = paragraphs.map((sentences) => sentences.join(' ')).join('\n\n')
  const textSha256 = sha256(text)
  const article: Article = { ...articleOf(number, topic, random), text, textSha256, sourceSha256: textSha256 }
  let start = 0
  const passages = paragraphs.map((sentences, place) => {
    const passage = indexedPassage(article, sentences, start, passageVector(number, place), random)
    start += sentences.join(' ').length + 2
    return passage
  })
  return { article, passages }
}

/** The words of an article by their ranks, a row for each passage; and where the drawing of numbers went on. */
export function syntheticWords(number: number): { rows: number[][]; random: () => number } {
  const random = seededRandom(number)
  const topic = topicOf(number)
  const rank = () => (random() < topicShare ? drawTopicRank(topic, random) : drawRank(random))
  const row = () => Array.from({ length: sentencesPerPassage * wordsPerSentence }, rank)
  return { rows: Array.from({ length: passagesPerArticle }, row), random }
}

/** Ten words in a row of a passage among the first `passages`; distinct numbers give distinct questions but for chance. */
export function syntheticQuestion(number: number, passages: number): SyntheticQuestion {
  const random = seededRandom(0x51ed270b + number)
  const about = Math.floor((random() * passages) / passagesPerArticle)
  const place = Math.floor(random() * passagesPerArticle)
  const words = syntheticWords(about).rows[place]!.map((rank) => vocabulary[rank]!)
  const first = Math.floor(random() * (words.length - 10))
  const said = words
    .slice(first, first + 10)
    .join(' ')
    .replaceAll('.', '')
    .toLowerCase()
  return { text: `What about ${said}?`, vector: noisy(passageVector(about, place), 1.2, random) }
}

/** Words as the passages have them, but of none in particular; made in no time, so that a client can ask as fast as it may. */
export function plainQuestion(number: number): string {
  const random = seededRandom(0x7f4a7c15 + number)
  return `What about ${Array.from({ length: 10 }, () => vocabulary[drawRank(random)]).join(' ')}?`
}

/** Of one passage, without making its text. */
export const passageVector = (article: number, place: number): Float32Array =>
  clusteredVectors.vector(topicOf(article), article * passagesPerArticle + place)

const topicOf = (article: number): number => Math.floor(seededRandom(~article)() * clusteredVectors.topics)

function sentencesOf(row: readonly number[]): string[] {
  return Array.from({ length: sentencesPerPassage }, (_, sentence) => {
    const ranks = row.slice(sentence * wordsPerSentence, (sentence + 1) * wordsPerSentence)
    const words = ranks.map((rank) => vocabulary[rank]).join(' ')
    return `${words[0]!.toUpperCase()}${words.slice(1)}.`
  })
}

function articleOf(number: number, topic: number, random: () => number) {
  const id = `article-${number}`
  const drawn = random()
  const tags = Object.entries(sharesByTag).flatMap(([tag, share]) => (drawn < share ? [tag] : []))
  const titleRanks = [drawTopicRank(topic, random), drawTopicRank(topic, random), drawRank(random)]
  return {
    id,
    aliases: [],
    sourcePath: `${id}.md`,
    mediaType: 'text/markdown',
    evidence: {},
    blocks: [],
    metadata: {
      title: titleRanks.map((rank) => vocabulary[rank]).join(' '),
      standfirst: null,
      authors: [],
      publisher: null,
      series: null,
      published: `${1990 + Math.floor(random() * 35)}`,
      updated: null,
      url: null,
      language: 'en',
      tags,
      status: 'current',
    },
  } as const
}

function indexedPassage(
  article: Article,
  sentences: readonly string[],
  start: number,
  vector: Float32Array,
  random: () => number,
): IndexedPassage {
  const spans: Span[] = []
  let position = start
  for (const sentence of sentences) {
    spans.push({ start: position, end: position + sentence.length })
    position += sentence.length + 1
  }
  const span = { start, end: position - 1 }
  return {
    passage: {
      id: `${article.id}.${article.textSha256.slice(0, 12)}.${span.start}-${span.end}`,
      articleId: article.id,
      span,
      text: article.text.slice(span.start, span.end),
      sentences: spans,
      headings: [],
      sourceLines: { first: 1, last: 1 },
    },
    vector,
    sentenceVectors: spans.map(() => noisy(vector, 0.6, random)),
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
