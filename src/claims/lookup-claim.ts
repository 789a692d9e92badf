import type { Passage } from '../passages/passage.js'
import type { RankedPassage, Retriever } from '../retrieval/retriever.js'
import { phraseWords } from '../search-index/phrase-words.js'
import type { SearchIndex, SentenceScore } from '../search-index/search-index.js'
import { type ClaimEvidence, type ClaimRequest, type Stance, stances } from './claim-evidence.js'
import { stanceOf } from './stance.js'

export interface ClaimParts {
  readonly retriever: Retriever
  readonly index: SearchIndex
}

const PASSAGES = 20
/** Share of the shorter sentence's words in a sentence that says the same in nearly the same words. */
const SAME_WORDS = 0.8

/**
 * Sentences of the corpus that support a claim, conflict with it, or are about the same thing: in this order, the nearest
 * first. Sentences of other articles in nearly the same words are one piece of evidence.
 * @throws {AttestError} as `Retriever.retrieve`.
 */
export async function lookUpClaim(request: ClaimRequest, { retriever, index }: ClaimParts): Promise<ClaimEvidence[]> {
  const { claim, filters, topK, earliestFirst } = request
  const { query, passages } = await retriever.retrieve({ question: claim, filters, topK: PASSAGES })
  const scores = await index.sentenceScores(
    query,
    passages.map(({ passage }) => passage.id),
  )
  const published = ({ articleId }: Near) => index.summary(articleId)?.metadata.published ?? '~'
  const byDate = (a: Near, b: Near) => (published(a) < published(b) ? -1 : Number(published(a) > published(b)))
  const byStance = (a: Near, b: Near) => stances.indexOf(a.stance) - stances.indexOf(b.stance)
  const byNearness = (a: Near, b: Near) => byStance(a, b) || b.nearness - a.nearness || byPlace(a, b)
  const inOrder = earliestFirst === true ? (a: Near, b: Near) => byDate(a, b) || byNearness(a, b) : byNearness
  const near = passages.flatMap((ranked, i) => sentencesOf(claim, ranked, scores[i]!)).sort(inOrder)
  // Copies are folded and sources counted before the rest is cut off: how many are shown changes neither.
  const folded = foldCopies(near)
  return folded.slice(0, topK).map(({ nearness: _, words: __, ...evidence }) => ({
    ...evidence,
    independentSources: independentSources(evidence.stance, folded),
  }))
}

interface Near extends Omit<ClaimEvidence, 'independentSources'> {
  readonly nearness: number
  readonly words: ReadonlySet<string>
}

function sentencesOf(claim: string, { passage, article }: RankedPassage, scores: readonly SentenceScore[]): Near[] {
  const texts = passage.sentences.map(({ start, end }) =>
    passage.text.slice(start - passage.span.start, end - passage.span.start),
  )
  return texts.flatMap((text, i) => {
    const { cosine, coverage } = scores[i]!
    const context = [article.metadata.title ?? '', ...passage.headings, texts[i - 1] ?? ''].join('\n')
    const stance = stanceOf(claim, { text, context, cosine, coverage })
    return stance === null ? [] : [nearOf(passage, i, text, { ...stance, nearness: cosine + coverage })]
  })
}

const nearOf = (
  passage: Passage,
  i: number,
  text: string,
  stance: Pick<Near, 'stance' | 'conflict' | 'nearness'>,
): Near => ({
  ...stance,
  articleId: passage.articleId,
  passageId: passage.id,
  span: passage.sentences[i]!,
  words: new Set(phraseWords(text).map(({ word }) => word)),
})

/** The first of sentences that say the same in nearly the same words stands for all of them. */
function foldCopies(near: readonly Near[]): Near[] {
  const kept: Near[] = []
  for (const sentence of near) {
    const isCopy = (other: Near): boolean =>
      other.stance === sentence.stance &&
      other.conflict?.found === sentence.conflict?.found &&
      sharesMost(other.words, sentence.words)
    if (!kept.some(isCopy)) kept.push(sentence)
  }
  return kept
}

/** Articles that say it in words of their own: copies were folded before. What is merely related says nothing together. */
function independentSources(stance: Stance, folded: readonly Near[]): number {
  return stance === 'related'
    ? 1
    : new Set(folded.flatMap((near) => (near.stance === stance ? [near.articleId] : []))).size
}

function sharesMost(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [shorter, longer] = one.size <= other.size ? [one, other] : [other, one]
  return [...shorter].filter((word) => longer.has(word)).length >= SAME_WORDS * shorter.size
}

function byPlace(a: Near, b: Near): number {
  if (a.articleId !== b.articleId) return a.articleId < b.articleId ? -1 : 1
  return a.span.start - b.span.start
}
