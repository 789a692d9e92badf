import type { Span } from '../articles/article.js'
import type { RankedPassage } from '../retrieval/retriever.js'

/** A sentence of a retrieved passage and how well it answers by itself. */
export interface SentenceCandidate {
  readonly ranked: RankedPassage
  readonly span: Span
  readonly score: number
}

/** Weight of the passage beside its sentence: it breaks near ties in favour of the better passage. */
const PASSAGE_WEIGHT = 0.5
const MOST_SENTENCES = 3
/** A further sentence is quoted when it is nearly as good as the best one. */
const NEARLY_AS_GOOD = 0.9

/** Every sentence of the passages, best first; equal scores by passage, then by position. */
export function rankSentences(passages: readonly RankedPassage[]): SentenceCandidate[] {
  return passages
    .flatMap((ranked) =>
      ranked.passage.sentences.map((span, i) => {
        const { cosine, coverage } = ranked.sentences[i]!
        return { ranked, span, score: cosine + coverage + PASSAGE_WEIGHT * ranked.scores.fused }
      }),
    )
    .sort((a, b) => b.score - a.score || byPosition(a, b))
}

/** The one to three sentences that answer best, the best first; those of one article stay in reading order. */
export function chooseSentences(ranked: readonly SentenceCandidate[]): SentenceCandidate[] {
  const best = ranked[0]
  if (best === undefined) return []
  const good = ranked.filter(({ score }) => score >= NEARLY_AS_GOOD * best.score).slice(0, MOST_SENTENCES)
  const articles = [...new Set(good.map(({ ranked: { article } }) => article.id))]
  return articles.flatMap((id) => good.filter(({ ranked: { article } }) => article.id === id).sort(byPosition))
}

function byPosition(a: SentenceCandidate, b: SentenceCandidate): number {
  if (a.ranked.article.id !== b.ranked.article.id) return a.ranked.article.id < b.ranked.article.id ? -1 : 1
  return a.span.start - b.span.start
}
