import type { Article } from '../../articles/article.js'
import { AttestError } from '../../errors.js'
import type { Passage } from '../../passages/passage.js'
import { publicationRange } from '../edtf-interval.js'
import type { PhraseWord } from '../phrase-words.js'
import type {
  ArticleSummary,
  BegunSearch,
  Candidate,
  Filters,
  IndexQuery,
  IndexStatistics,
  PhraseMatch,
  QueryWord,
  SearchIndex,
  SentenceScore,
} from '../search-index.js'
import { ArticleCatalogue, type CataloguedArticle } from './article-catalogue.js'
import { ArticleTexts } from './article-texts.js'
import { BestPassages } from './best-passages.js'
import { Bm25Search, type QueryTerm } from './bm25-search.js'
import { type AllowedPassages, DenseSearch, type DenseSegment } from './dense-search.js'
import type { IndexManifest } from './manifest.js'
import { phrasePlaces } from './phrase-search.js'
import { readDetails, type Segment } from './segment.js'
import type { StoredArticle } from './segment-files.js'
import { coverageOf, scoreSentences, sentenceCosines } from './sentence-scores.js'
import { passageAt } from './stored-passage.js'
import type { VersionSegment } from './version-segment.js'

/** Verified texts that stay in memory: some thousand articles. */
const verifiedTextBytes = 32 * 1024 * 1024

/** A phrase in more places than this is a turn of speech. */
const mostPlacesOfPhrase = 500

/** A version on this machine's disk: arrays in memory, texts read when they are asked for. */
export class LocalSearchIndex implements SearchIndex {
  readonly version: string
  readonly dimensions: number
  private readonly catalogue: ArticleCatalogue
  private readonly texts = new ArticleTexts(verifiedTextBytes)
  private readonly lexical: Bm25Search
  private readonly dense: DenseSearch

  /** @param closeSegments called once, by `close`. */
  constructor(
    readonly manifest: IndexManifest,
    readonly segments: readonly VersionSegment[],
    private readonly closeSegments: () => Promise<void>,
  ) {
    this.version = manifest.version
    this.dimensions = manifest.dimensions
    this.catalogue = new ArticleCatalogue(segments)
    const { live } = this.catalogue
    const postings = segments.map(({ segment }) => segment.postings)
    this.lexical = new Bm25Search(postings, live)
    this.dense = new DenseSearch(denseSegments(segments), this.dimensions, live)
  }

  async statistics(filters?: Filters): Promise<IndexStatistics> {
    const { articles, passageCount } = this.catalogue.select(filters)
    const dates = articles.flatMap(({ summary }) => summary.metadata.published ?? [])
    const { first, last } = publicationRange(dates)
    const undated = articles.length - dates.length
    return { articles: articles.length, passages: passageCount, publishedFrom: first, publishedTo: last, undated }
  }

  async queryWords(text: string): Promise<QueryWord[]> {
    return this.lexical.queryTerms(text).map(({ word, idf, passageCount }) => ({ word, idf, passageCount }))
  }

  async candidates({ text, vector }: IndexQuery, limit: number, filters?: Filters): Promise<Candidate[]> {
    const begun = await this.beginSearch(text, limit, filters)
    return await begun.candidates(vector)
  }

  async beginSearch(text: string, limit: number, filters?: Filters): Promise<BegunSearch> {
    const { passages: allowed } = this.catalogue.select(filters)
    const terms = this.lexical.queryTerms(text)
    const best = this.bestLexical(terms, limit, allowed)
    const known = best.scoresByPassage()
    const bound = this.lexical.bound(terms)
    const lexical = (passage: number) =>
      bound === 0 ? 0 : (known.get(passage) ?? this.lexical.scoreOf(terms, passage)) / bound
    return {
      candidates: async (vector) => {
        this.requireDimensions(vector)
        const nearest = new BestPassages(limit, this.catalogue.comesBefore)
        this.dense.search(vector, limit, allowed, nearest)
        return [...new Set([...nearest.kept(), ...best.kept()])].map((passage) => ({
          passageId: this.catalogue.passageId(passage),
          articleId: this.catalogue.articleOfPassage(passage).stored.id,
          cosine: this.dense.cosine(vector, passage),
          bestSentenceCosine: this.bestSentenceCosine(vector, passage),
          lexical: lexical(passage),
        }))
      },
    }
  }

  async phraseMatches(words: readonly PhraseWord[], filters?: Filters): Promise<PhraseMatch[]> {
    const selected = new Set(this.catalogue.select(filters).articles.map(({ stored }) => stored))
    return this.segments
      .flatMap(({ segment }) => {
        const isSelected = (position: number) => selected.has(articleAt(segment.articles, position))
        return phrasePlaces(segment.phrases, words, mostPlacesOfPhrase, isSelected).map(({ position, word }) => {
          const { id, textRange } = articleAt(segment.articles, position)
          return { articleId: id, start: position - textRange.start, word }
        })
      })
      .sort((a, b) => a.word - b.word)
  }

  async lexicalPassages(text: string, limit: number, filters?: Filters): Promise<string[]> {
    const { passages: allowed } = this.catalogue.select(filters)
    const best = this.bestLexical(this.lexical.queryTerms(text), limit, allowed)
    return best.ranked().map((passage) => this.catalogue.passageId(passage))
  }

  passageAt(articleId: string, offset: number): string | null {
    return this.catalogue.passageAt(articleId, offset)
  }

  async sentenceScores(query: IndexQuery, passageIds: readonly string[]): Promise<SentenceScore[][]> {
    this.requireDimensions(query.vector)
    const coverage = coverageOf(this.lexical.queryTerms(query.text))
    const passages = passageIds.map((id) => this.requirePassage(id))
    return await Promise.all(
      passages.map(async (passage) => {
        const article = this.catalogue.articleOfPassage(passage)
        return scoreSentences(
          query.vector,
          coverage,
          article.segment,
          passage - article.base,
          await this.textOf(article),
        )
      }),
    )
  }

  similarities(passageIds: readonly string[]): (place: number, otherPlace: number) => number {
    const passages = passageIds.map((id) => this.requirePassage(id))
    return (place, otherPlace) => this.dense.similarity(passages[place]!, passages[otherPlace]!)
  }

  async passages(passageIds: readonly string[]): Promise<(Passage | null)[]> {
    return await Promise.all(
      passageIds.map(async (id) => {
        const passage = this.catalogue.passageNumber(id)
        if (passage === null) return null
        const article = this.catalogue.articleOfPassage(passage)
        const { segment, stored, base } = article
        return passageAt(id, stored.id, segment.passages, passage - base, await this.textOf(article))
      }),
    )
  }

  async articles(filters?: Filters): Promise<ArticleSummary[]> {
    return this.catalogue.select(filters).articles.map(({ summary }) => summary)
  }

  summary(articleId: string): ArticleSummary | null {
    return this.catalogue.article(articleId)?.summary ?? null
  }

  async article(idOrAlias: string): Promise<Article | null> {
    const article = this.catalogue.articleByIdOrAlias(idOrAlias)
    if (article === null) return null
    const { textRange: _, detailsRange: __, ...stored } = article.stored
    const text = await this.textOf(article)
    return { ...stored, text, ...(await readDetails(article.segment, article.stored)) }
  }

  async close(): Promise<void> {
    await this.closeSegments()
  }

  /** Where an article stands, for a writer that takes it over as it is; null where there is none. */
  placeOf(articleId: string): { readonly segment: Segment; readonly place: number } | null {
    return this.catalogue.article(articleId)
  }

  private bestLexical(terms: readonly QueryTerm[], limit: number, allowed: AllowedPassages | null): BestPassages {
    const { scores, matching } = this.lexical.score(terms)
    const best = new BestPassages(limit, this.catalogue.comesBefore)
    for (const passage of matching) {
      if (allowed === null || allowed.flags[passage] === 1) best.offer(passage, scores[passage]!)
    }
    return best
  }

  private bestSentenceCosine(vector: Float32Array, passage: number): number {
    const { segment, base } = this.catalogue.articleOfPassage(passage)
    return Math.max(-1, ...sentenceCosines(vector, segment, passage - base))
  }

  private textOf({ stored, segment }: CataloguedArticle): Promise<string> {
    return this.texts.text(stored, segment.texts)
  }

  private requirePassage(id: string): number {
    const passage = this.catalogue.passageNumber(id)
    if (passage !== null) return passage
    throw new AttestError('NOT_FOUND', `Expected the id of a passage of index version ${this.version}, got "${id}".`)
  }

  private requireDimensions(vector: Float32Array): void {
    if (vector.length === this.dimensions) return
    throw new AttestError(
      'DIMENSION_MISMATCH',
      `Expected a query vector of ${this.dimensions} values, as the index's, got ${vector.length}. Use the model that the index was built with.`,
    )
  }
}

function denseSegments(segments: readonly VersionSegment[]): DenseSegment[] {
  let base = 0
  return segments.map(({ entry, segment: { vectors, graph } }) => {
    base += entry.passages
    const [count, deadCount] = [entry.passages, entry.passages - entry.livePassages]
    return { base: base - count, count, deadCount, passageVectors: vectors.passageVectors, graph }
  })
}

/** The article whose text holds this code unit of the segment's texts, by bisection. */
function articleAt(articles: readonly StoredArticle[], position: number): StoredArticle {
  let [low, high] = [0, articles.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (articles[middle]!.textRange.start <= position) low = middle
    else high = middle - 1
  }
  return articles[low]!
}
