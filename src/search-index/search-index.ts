import type { Article, ArticleMetadata, Span } from '../articles/article.js'
import type { Passage } from '../passages/passage.js'
import type { PhraseWord } from './phrase-words.js'

/**
 * Which articles may be searched; absent means all. Names match without regard to case and accents;
 * dates are EDTF and match where the intervals overlap; an undated article fails a date filter.
 */
export interface Filters {
  readonly authors?: readonly string[] | undefined
  readonly publishers?: readonly string[] | undefined
  readonly publishedFrom?: string | undefined
  readonly publishedTo?: string | undefined
  readonly articleIds?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly languages?: readonly string[] | undefined
}

/** An article without its text and blocks. */
export interface ArticleSummary {
  readonly id: string
  readonly metadata: ArticleMetadata
  readonly textSha256: string
  readonly sourceSha256: string
  readonly sourcePath: string
}

export interface IndexQuery {
  readonly text: string
  /** The query's unit vector, of the index's `dimensions`. */
  readonly vector: Float32Array
}

/** A search of which the words are looked up, and the vector is still to come. */
export interface BegunSearch {
  /** As `SearchIndex.candidates`. @throws {AttestError} `DIMENSION_MISMATCH`. */
  candidates(vector: Float32Array): Promise<Candidate[]>
}

/** Both searches' exact scores of one passage, and its best sentence's. */
export interface Candidate {
  readonly passageId: string
  readonly articleId: string
  /** Cosine similarity, -1 to 1. */
  readonly cosine: number
  /** The largest cosine similarity of one of its sentences, -1 to 1; the sentences' vectors are pooled in its context. */
  readonly bestSentenceCosine: number
  /** BM25 over the most that it could be for this query, 0 to 1 (see docs/decisions/0003). */
  readonly lexical: number
}

/** How one sentence of a passage meets the query. */
export interface SentenceScore {
  /** Of the sentence's own vector (pooled in its passage's context) and the query's; -1 to 1. */
  readonly cosine: number
  /** Share of the query's idf mass whose words stand in the sentence, 0 to 1; words that the corpus lacks count against it. */
  readonly coverage: number
}

/** A word of a query as the index knows it. */
export interface QueryWord {
  /** As written in the query. */
  readonly word: string
  readonly idf: number
  /** Passages that hold it; 0 where the corpus lacks it. */
  readonly passageCount: number
}

/** Where three words in a row of a query may stand, in any article's text, boilerplate and titles too. */
export interface PhraseMatch {
  readonly articleId: string
  /** Where the first of them begins in the article's text. */
  readonly start: number
  /** The index of the first of them among the query's `phraseWords`. */
  readonly word: number
}

export interface IndexStatistics {
  readonly articles: number
  readonly passages: number
  /** Earliest and latest publication date, EDTF; null where no article has one. */
  readonly publishedFrom: string | null
  readonly publishedTo: string | null
  readonly undated: number
}

/** One immutable version of a searchable corpus. Every method answers from that version until `close`. */
export interface SearchIndex {
  readonly version: string
  readonly dimensions: number

  /** What a search under these filters looks at. */
  statistics(filters?: Filters): Promise<IndexStatistics>

  /** The query's content words (stop words left out), in order, each once. */
  queryWords(text: string): Promise<QueryWord[]>

  /**
   * The union of the best `limit` passages of the dense and of the lexical search under the filters, each with the
   * exact scores of both. Unordered.
   * @throws {AttestError} `DIMENSION_MISMATCH` if the vector has another length than the index's.
   */
  candidates(query: IndexQuery, limit: number, filters?: Filters): Promise<Candidate[]>

  /**
   * The half of `candidates` that needs no vector, for the time in which another process computes it.
   * @throws {AttestError} `INVALID_FILTER`
   */
  beginSearch(text: string, limit: number, filters?: Filters): Promise<BegunSearch>

  /**
   * Every place of every three words in a row (phrase-words.ts), in the order of the query; of a phrase that stands in
   * very many places only the first ones. Once in some thousands a match is chance: compare the texts.
   */
  phraseMatches(words: readonly PhraseWord[], filters?: Filters): Promise<PhraseMatch[]>

  /** The best passages of the lexical search alone, best first; equal scores by id. */
  lexicalPassages(text: string, limit: number, filters?: Filters): Promise<string[]>

  /** The passage that holds this offset of the article's text; null where none does (a title, boilerplate). */
  passageAt(articleId: string, offset: number): string | null

  /** For each passage, one score a sentence, in order. Unknown ids are an error. */
  sentenceScores(query: IndexQuery, passageIds: readonly string[]): Promise<SentenceScore[][]>

  /** @returns the cosine similarity of two of the passages' vectors, by their places among the ids. Unknown ids are an error. */
  similarities(passageIds: readonly string[]): (place: number, otherPlace: number) => number

  /**
   * Passages with their text, sliced from the stored article whose hash was checked. Ids that this version lacks are null.
   * @throws {AttestError} `INDEX_DAMAGED` where the stored text is not the one that was indexed.
   */
  passages(passageIds: readonly string[]): Promise<(Passage | null)[]>

  /** Every article under the filters, ordered by id. */
  articles(filters?: Filters): Promise<ArticleSummary[]>

  summary(articleId: string): ArticleSummary | null

  /** By id or alias. @throws {AttestError} `INDEX_DAMAGED` */
  article(idOrAlias: string): Promise<Article | null>

  close(): Promise<void>
}

export interface KeptArticle {
  readonly passages: number
  /** Of its text, UTF-16 code units. */
  readonly characters: number
}

/** Takes in articles one at a time and makes them the next version, all or nothing. */
export interface IndexWriter {
  /** @throws {AttestError} `ARTICLE_DUPLICATE_ID`, `DIMENSION_MISMATCH`, `INDEX_WRITE_FAILED`. */
  add(article: Article, passages: readonly IndexedPassage[]): Promise<void>
  /**
   * Takes an article over from the version before, as it is.
   * @throws {AttestError} `NOT_FOUND` where that has none, `ARTICLE_DUPLICATE_ID`.
   */
  keep(articleId: string): KeptArticle
  /**
   * @param corpus what went in (sources, failures), as JSON: kept with the version and not looked into.
   * @returns the new version's name, once it is durable and current.
   * @throws {AttestError} `INDEX_WRITE_FAILED`; the current version is then as it was.
   */
  commit(corpus?: unknown): Promise<string>
  /** Leaves the current version as it was and removes what was written. */
  abort(): Promise<void>
}

export interface IndexedPassage {
  readonly passage: Passage
  readonly vector: Float32Array
  /** One a sentence, in order. */
  readonly sentenceVectors: readonly Float32Array[]
}

export type { Span }
