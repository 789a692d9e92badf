import type { Span } from '../articles/article.js'
import type { RankedPassage } from '../retrieval/retriever.js'
import { boundedMargin, type PassageEvidence } from './evidence.js'

/** A sentence of a retrieved passage and how well it answers by itself. */
export interface SentenceCandidate {
  readonly ranked: RankedPassage
  readonly span: Span
  readonly score: number
  /** The words that answer, within the sentence; null where no reader marked them. */
  readonly highlight: Span | null
}

/** Without a reader the sentence's own vector says most; with one the reader does (docs/decisions/0007). */
const WEIGHTS = {
  unread: { cosine: 1, coverage: 0.3, fused: 0.5, logit: 0, margin: 0 },
  read: { cosine: 0.5, coverage: 0.15, fused: 1, logit: 0.05, margin: 0.02 },
}
/** Weight of a sentence's years beside its score, where the question names a year (docs/decisions/0008). */
const YEARS_WEIGHT = 0.5
/** Logits below this differ by noise. */
const LOWEST_LOGIT = -12
const MOST_SENTENCES = 3
/** A further sentence is quoted when its score is within this of the best one's. */
const AS_GOOD_WITHIN = 0.06

/** Every sentence of the passages, best first; where some were read, only of those. Equal scores by position. */
export function rankSentences(passages: readonly PassageEvidence[]): SentenceCandidate[] {
  const read = passages.filter(({ reading }) => reading !== null)
  return (read.length === 0 ? passages : read)
    .flatMap(sentencesOf)
    .sort((a, b) => b.score - a.score || byPosition(a, b))
}

function sentencesOf({ ranked, sentences, reading }: PassageEvidence): SentenceCandidate[] {
  const weights = reading === null ? WEIGHTS.unread : WEIGHTS.read
  return ranked.passage.sentences.map((span, i) => {
    const { cosine, coverage } = sentences[i]!
    const logit = Math.max(LOWEST_LOGIT, reading?.sentenceLogits[i] ?? LOWEST_LOGIT)
    return {
      ranked,
      span,
      score:
        weights.cosine * cosine +
        weights.coverage * coverage +
        weights.fused * ranked.scores.fused +
        weights.logit * logit +
        YEARS_WEIGHT * (ranked.yearAgreements[i] ?? 0) +
        weights.margin * (reading === null ? 0 : boundedMargin(reading)),
      highlight: reading?.answer.sentence === i ? reading.answer.within : null,
    }
  })
}

/** The one to three sentences that answer best, the best article first; those of one article in reading order. */
export function chooseSentences(ranked: readonly SentenceCandidate[]): SentenceCandidate[] {
  const best = ranked[0]
  if (best === undefined) return []
  const good = ranked.slice(0, MOST_SENTENCES).filter(({ score }) => score >= best.score - AS_GOOD_WITHIN)
  const articles = [...new Set(good.map(articleOf))]
  return articles.flatMap((id) => good.filter((candidate) => articleOf(candidate) === id).sort(byPosition))
}

const articleOf = ({ ranked }: SentenceCandidate): string => ranked.article.id

function byPosition(a: SentenceCandidate, b: SentenceCandidate): number {
  if (articleOf(a) !== articleOf(b)) return articleOf(a) < articleOf(b) ? -1 : 1
  return a.span.start - b.span.start
}
