import type { Segment } from './answers/answer.js'
import { confidenceOf } from './answers/confidence.js'
import { chooseSentences, inAnswerOrder, rankSentences, type SentenceCandidate } from './answers/extractive.js'
import { gatherEvidence } from './answers/gather-evidence.js'
import { inContext, type Quotation, withoutRepeats } from './answers/in-context.js'
import { questionHalves } from './answers/question-halves.js'
import type { Article } from './articles/article.js'
import { type AskParts, type Found, storedArticle } from './ask-parts.js'
import type { Citation } from './citations/citation.js'
import { cite } from './citations/cite.js'
import type { Retrieval } from './retrieval/retriever.js'

/** A piece of an answer, and the citations that it is the first to name. */
export interface CitedSegment {
  readonly segment: Segment
  readonly newCitations: readonly Citation[]
}

/** The answer made of whole sentences of the articles. @param firstMarker of its citations. */
export async function quotedAnswer(found: Found, parts: AskParts, firstMarker = 1): Promise<CitedSegment[]> {
  const citations = await citeAll(await chooseAll(found, parts), found, parts, firstMarker)
  return citations.map((citation) => ({
    segment: { kind: 'quote', text: citation.quote, citations: [citation.marker], verdict: null },
    newCitations: [citation],
  }))
}

/** The sentences that answer; where two questions are asked at once, each one's best is among them. */
async function chooseAll({ question, retrieval, sentences }: Found, parts: AskParts): Promise<SentenceCandidate[]> {
  const chosen = chooseSentences(sentences, retrieval.severalArticles)
  const halves = questionHalves(question)
  if (halves.length === 1) return chosen
  const ofHalves = await Promise.all(halves.map((half) => bestFor(half, retrieval, parts)))
  return inAnswerOrder([...chosen, ...ofHalves.flat()])
}

/** The best sentence of the passages that were found, for a part of the question; none where they do not answer it. */
async function bestFor(half: string, retrieval: Retrieval, parts: AskParts): Promise<SentenceCandidate[]> {
  const query = { text: half, vector: await parts.embedder.embedQuery(half) }
  const { evidence } = await gatherEvidence({ ...retrieval, query }, parts)
  const ranked = rankSentences(evidence.passages)
  return confidenceOf(evidence, ranked) < parts.declineBelow ? [] : ranked.slice(0, 1)
}

async function citeAll(
  chosen: readonly SentenceCandidate[],
  { request }: Found,
  { index, publicUrl }: AskParts,
  firstMarker: number,
): Promise<Citation[]> {
  const articles = await Promise.all(chosen.map(({ ranked }) => storedArticle(index, ranked.article.id)))
  const quotations = withoutRepeats(chosen.flatMap((sentence, i) => inContext(sentence, articles[i]!)))
  const articleOf = ({ sentence }: Quotation): Article => articles[chosen.indexOf(sentence)]!
  return quotations.map((quotation, i) =>
    cite(articleOf(quotation), quotation.span, {
      marker: firstMarker + i,
      passageId: index.passageAt(quotation.sentence.ranked.article.id, quotation.span.start),
      publicUrl,
      style: request.style,
      highlight: quotation.highlight,
    }),
  )
}
