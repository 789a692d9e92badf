import type { Span } from '../articles/article.js'
import { carriedAgreements } from '../retrieval/asked-years.js'
import type { RankedPassage } from '../retrieval/retriever.js'
import { foldText } from '../search-index/fold-text.js'
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
/** A sentence that itself asks does not answer, though it may repeat the question word for word (docs/decisions/0010). */
const ASKS_PENALTY = 0.5
const ASKS = /\?["”’»)\]\s]*$/
const MOST_SENTENCES = 3
/** A further sentence is quoted when its score is within this of the best one's. */
const AS_GOOD_WITHIN = 0.06
/** The same where the reader marked another answer in it: then it is not more of the same (docs/decisions/0011). */
const OTHER_ANSWER_WITHIN = 0.08
/** The same for the best sentence of another article, where the question asks for several. */
const OTHER_ARTICLE_WITHIN = 0.3

/** Every sentence of the passages, best first; where some were read, only of those. Equal scores by position. */
export function rankSentences(passages: readonly PassageEvidence[]): SentenceCandidate[] {
  const read = passages.filter(({ reading }) => reading !== null)
  return (read.length === 0 ? passages : read)
    .flatMap(sentencesOf)
    .sort((a, b) => b.score - a.score || byPosition(a, b))
}

function sentencesOf({ ranked, sentences, reading }: PassageEvidence): SentenceCandidate[] {
  const weights = reading === null ? WEIGHTS.unread : WEIGHTS.read
  const agreements = carriedAgreements(ranked.yearAgreements)
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
        YEARS_WEIGHT * (agreements[i] ?? 0) +
        weights.margin * (reading === null ? 0 : boundedMargin(reading)) -
        (ASKS.test(textOf(ranked, span)) ? ASKS_PENALTY : 0),
      highlight: reading?.answer.sentence === i ? reading.answer.within : null,
    }
  })
}

const textOf = ({ passage }: RankedPassage, { start, end }: Span): string =>
  passage.text.slice(start - passage.span.start, end - passage.span.start)

/**
 * The one to three sentences that answer best, the best article first; those of one article in reading order, and after
 * them another answer that is not quite as good.
 * @param severalArticles quotes one sentence an article, each the best of its own.
 */
export function chooseSentences(ranked: readonly SentenceCandidate[], severalArticles = false): SentenceCandidate[] {
  const worse = ({ score }: SentenceCandidate): number => ranked[0]!.score - score
  if (!severalArticles) {
    const chosen = withoutSameAnswer(ranked, worse)
    const asGood = chosen.filter((one) => worse(one) <= AS_GOOD_WITHIN)
    return [...inAnswerOrder(asGood), ...chosen.slice(asGood.length)]
  }
  const good = bestOfEach(ranked).filter((one) => worse(one) <= OTHER_ARTICLE_WITHIN)
  return inAnswerOrder(good.slice(0, MOST_SENTENCES))
}

/** The first three that do not say again what a better one says; what a sentence says is known where the reader marked it. */
function withoutSameAnswer(
  best: readonly SentenceCandidate[],
  worse: (one: SentenceCandidate) => number,
): SentenceCandidate[] {
  const kept: SentenceCandidate[] = []
  for (const one of best) {
    if (kept.length === MOST_SENTENCES || worse(one) > OTHER_ANSWER_WITHIN) break
    const answer = answerOf(one)
    const quotable =
      answer === null
        ? worse(one) <= AS_GOOD_WITHIN
        : !kept.some(({ ranked, span }) => ` ${wordsOf(textOf(ranked, span))} `.includes(answer))
    if (quotable) kept.push(one)
  }
  return kept
}

/** The marked words, folded, between spaces; null where none are marked. */
function answerOf({ ranked, span, highlight }: SentenceCandidate): string | null {
  if (highlight === null) return null
  const words = wordsOf(textOf(ranked, span).slice(highlight.start, highlight.end))
  return words === '' ? null : ` ${words} `
}

const wordsOf = (text: string): string => (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')

/** Articles in the order in which they come up; the sentences of one article in reading order, each once. */
export function inAnswerOrder(sentences: readonly SentenceCandidate[]): SentenceCandidate[] {
  const articles = [...new Set(sentences.map(articleOf))]
  const sorted = articles.flatMap((id) => sentences.filter((one) => articleOf(one) === id).sort(byPosition))
  return sorted.filter((one, i) => i === 0 || byPosition(sorted[i - 1]!, one) !== 0)
}

function bestOfEach(ranked: readonly SentenceCandidate[]): SentenceCandidate[] {
  const seen = new Set<string>()
  return ranked.filter((one) => !seen.has(articleOf(one)) && seen.add(articleOf(one)))
}

const articleOf = ({ ranked }: SentenceCandidate): string => ranked.article.id

function byPosition(a: SentenceCandidate, b: SentenceCandidate): number {
  if (articleOf(a) !== articleOf(b)) return articleOf(a) < articleOf(b) ? -1 : 1
  return a.span.start - b.span.start
}
