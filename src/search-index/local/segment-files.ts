import type { Article } from '../../articles/article.js'
import type { ArraysOf } from './typed-array-file.js'

/** The files of a segment. A graph is there only where the segment has more than `exactSearchPassages` passages. */
export const segmentFileNames = {
  /** One `StoredArticle` a line. */
  articles: 'articles.jsonl',
  /** One `StoredArticleDetails` a line, found by the bytes that its `StoredArticle` names. */
  details: 'article-details.jsonl',
  /** All texts, one after the other, in UTF-16LE: code unit n of the file is at byte 2n. */
  texts: 'texts.utf16le',
  passages: 'passages.arrays',
  vectors: 'vectors.arrays',
  postings: 'postings.arrays',
  phrases: 'phrases.arrays',
  graph: 'graph.hnsw',
} as const

/** Up to here an exact scan takes about a millisecond, and a graph gains nothing. */
export const exactSearchPassages = 2_000

/** What is kept in memory of an article. */
export interface StoredArticle extends Omit<Article, 'text' | 'evidence' | 'blocks'> {
  /** Where its text is, in UTF-16 code units of the texts file. */
  readonly textRange: StoredRange
  /** Where its details are, in bytes of the details file. */
  readonly detailsRange: StoredRange
}

export type StoredArticleDetails = Pick<Article, 'evidence' | 'blocks'>

export interface StoredRange {
  readonly start: number
  readonly length: number
}

/** Passages are numbered from 0 in a segment, article by article. "Firsts" have one element more than what they divide. */
export const passageSchema = {
  /** Per article, its first passage. */
  articleFirsts: 'uint32',
  /** Per passage; UTF-16 code units of the article's text. */
  starts: 'uint32',
  ends: 'uint32',
  /** Per passage; lines of the source file, 1-based, both included. */
  firstLines: 'uint32',
  lastLines: 'uint32',
  /** Per passage, which of the heading lists it stands under. */
  headingLists: 'uint32',
  /** Per heading list, its first byte in `headingBytes`. */
  headingFirsts: 'uint32',
  /** Heading lists, each as JSON in UTF-8. */
  headingBytes: 'uint8',
  /** Per passage, its first sentence. */
  sentenceFirsts: 'uint32',
  /** Per sentence; UTF-16 code units of the article's text. */
  sentenceStarts: 'uint32',
  sentenceEnds: 'uint32',
} as const
export type PassageArrays = ArraysOf<typeof passageSchema>

export const vectorSchema = {
  /** Per passage, `dimensions` values of unit length together. */
  passageVectors: 'float32',
  /** Per sentence, `dimensions` values. */
  sentenceVectors: 'int8',
  /** Per sentence, what its values are multiplied with to be of unit length. */
  sentenceScales: 'float32',
} as const
export type VectorArrays = ArraysOf<typeof vectorSchema>

export const postingSchema = {
  /** The terms, sorted by UTF-16 code units, in UTF-8. */
  termBytes: 'uint8',
  /** Per term, its first byte. */
  termFirsts: 'uint32',
  /** Per term, its first posting. */
  postingFirsts: 'uint32',
  /** Per posting, in ascending order within a term. */
  postingPassages: 'uint32',
  /** Per posting, how often the term occurs, at most 65,535. */
  postingCounts: 'uint16',
  /** Per passage, its indexed words. */
  lengths: 'uint32',
} as const
export type PostingArrays = ArraysOf<typeof postingSchema>

/** Every three words in a row of the texts, in buckets by the first bits of their hash (phrase-hash.ts). */
export const phraseSchema = {
  /** Per bucket, its first phrase; the number of buckets is a power of two. */
  bucketFirsts: 'uint32',
  /** Per phrase, where its first word begins, in UTF-16 code units of the texts; ascending within a bucket. */
  phrasePositions: 'uint32',
  /** Per phrase, the last 16 bits of its hash. */
  phraseTags: 'uint16',
} as const
export type PhraseArrays = ArraysOf<typeof phraseSchema>
