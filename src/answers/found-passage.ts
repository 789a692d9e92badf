import type { SourceLines, Span } from '../articles/article.js'
import { type CitedArticle, citedArticle } from '../citations/citation.js'
import type { PassageScores, RankedPassage, ScoreParts } from '../retrieval/retriever.js'

/** A ranked passage as every door shows it. */
export interface FoundPassage {
  readonly id: string
  readonly articleId: string
  readonly text: string
  readonly span: Span
  readonly sourceLines: SourceLines
  readonly headings: readonly string[]
  readonly scores: PassageScores
  /** The parts of `scores.fused`, which add up to it; only where it was asked to explain itself. */
  readonly explanation?: ScoreParts
  /** Passages left out because they say the same in nearly the same words. */
  readonly nearDuplicates: number
  readonly article: CitedArticle
}

export function foundPassage(ranked: RankedPassage, explain = false): FoundPassage {
  const { id, articleId, text, span, sourceLines, headings } = ranked.passage
  return {
    id,
    articleId,
    text,
    span,
    sourceLines,
    headings,
    scores: ranked.scores,
    ...(explain ? { explanation: ranked.scoreParts } : {}),
    nearDuplicates: ranked.nearDuplicates,
    article: citedArticle(ranked.article),
  }
}
