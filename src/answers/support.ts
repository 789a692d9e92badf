import { missingOf } from '../claims/compare-facts.js'
import { deniesTheSame } from '../claims/negated-clause.js'
import { hasOpposites } from '../claims/opposites.js'
import type { Fact } from '../quotes/facts.js'
import { standsIn } from '../quotes/stands-in.js'
import type { SentenceScore } from '../search-index/search-index.js'
import { type GivenSentence, wordsOf } from './given-sentences.js'
import type { WrittenClaim } from './written-claim.js'
import { type Objection, objections } from './written-verdict.js'

/** A given sentence, and how near it is to what was written. */
export interface SourceSentence extends GivenSentence {
  readonly score: SentenceScore
}

export interface Support {
  /** `whole`: one sentence says all of it; `joined`: several together do; `none`: something speaks against it. */
  readonly kind: 'whole' | 'joined' | 'none'
  /** The sentences that say it, the nearest first; of `none` the nearest alone. */
  readonly sources: readonly SourceSentence[]
  readonly objections: readonly Objection[]
}

/** Chosen on the development half of `npm run bench:checker`; docs/language-models.md has the figures. */
const NEAR = { cosine: 0.45, coverage: 0.5 }
/** What more sentences than one must cover together. */
const JOINED_COVERAGE = 0.6
/** Nearly the same words, whatever the vectors make of a fragment or a pronoun. */
const SAME_WORDS = 0.85
const MOST_SOURCES = 3
/** A word or two can be found anywhere, and state nothing. */
const FEWEST_WORDS = 3

/** How well some sentences say what a model wrote. */
export function supportOf(claim: WrittenClaim, sentences: readonly SourceSentence[]): Support {
  const nearest = best(sentences, ({ score }) => score.cosine + score.coverage)
  if (nearest === null) return { kind: 'none', sources: [], objections: ['meaning'] }
  const sources = [nearest]
  let missing = missingIn(claim, sources)
  while (sources.length < MOST_SOURCES && (missing.length > 0 || coverage(claim, sources) < NEAR.coverage)) {
    const worth = (sentence: SourceSentence) => gain(claim, sources, missing, sentence)
    const next = best(sentences, worth)
    if (next === null || worth(next) <= 0) break
    sources.push(next)
    missing = missingIn(claim, sources)
  }
  const against = objectionsTo(claim, sources, missing, sentences)
  if (against.length > 0) return { kind: 'none', sources: [nearest], objections: against }
  return { kind: sources.length === 1 ? 'whole' : 'joined', sources, objections: [] }
}

export const nearness = ({ sources }: Support): number => sources[0]!.score.cosine + sources[0]!.score.coverage

function objectionsTo(
  claim: WrittenClaim,
  sources: readonly SourceSentence[],
  missing: readonly Fact[],
  sentences: readonly SourceSentence[],
): Objection[] {
  const found = new Set<Objection>(missing.flatMap(({ kind }) => (kind === 'negation' ? [] : [kind])))
  const passages = new Set(sentences.map(({ context }) => context.text))
  if (!claim.quotations.every((quoted) => [...passages].some((text) => standsIn(quoted, text)))) found.add('quotation')
  if (denies(claim, sources[0]!)) found.add('negation')
  if (!isNear(claim, sources) || wordsOf(claim.text).size < FEWEST_WORDS) found.add('meaning')
  return objections.filter((objection) => found.has(objection))
}

function isNear(claim: WrittenClaim, sources: readonly SourceSentence[]): boolean {
  const covered = coverage(claim, sources)
  const enough = sources.length > 1 ? JOINED_COVERAGE : NEAR.coverage
  return covered >= SAME_WORDS || (sources[0]!.score.cosine >= NEAR.cosine && covered >= enough)
}

/** Numbers must stand in the sources themselves, names and dates may stand around them. */
function missingIn({ facts }: WrittenClaim, sources: readonly SourceSentence[]): Fact[] {
  if (facts.length === 0) return []
  const said = sources.flatMap((source) => source.facts)
  const text = sources.map((source) => source.text).join('\n')
  const around = new Set(sources.flatMap(({ context }) => [...context.factValues]))
  const others = facts.filter(({ kind }) => kind !== 'name')
  const names = facts.filter(({ kind }) => kind === 'name')
  // Word for word: "Tile Digital" is not found because "Tile" is.
  const isFound = (word: string) => sources.some(({ context }) => context.words.has(word))
  return [
    ...missingOf(others, said, text, around).filter((fact) => !isSameYear(fact, said)),
    ...names.filter((name) => ![...wordsOf(name.text)].every(isFound)),
  ]
}

/** A year is a date after "in" and a number elsewhere. */
const isSameYear = ({ kind, value }: Fact, said: readonly Fact[]): boolean =>
  (kind === 'number' || kind === 'date') && /^\d{4}$/.test(value) && said.some((fact) => fact.value.startsWith(value))

/** Facts count before words. */
function gain(
  claim: WrittenClaim,
  sources: readonly SourceSentence[],
  missing: readonly Fact[],
  sentence: SourceSentence,
): number {
  if (sources.includes(sentence)) return 0
  const more = [...sources, sentence]
  return missing.length - missingIn(claim, more).length + coverage(claim, more) - coverage(claim, sources)
}

/** Share of the claim's idf mass whose words stand in the sentences, 0 to 1; 1 where it has no content words. */
function coverage({ terms }: WrittenClaim, sentences: readonly SourceSentence[]): number {
  let [all, covered] = [0, 0]
  for (const [term, idf] of terms) {
    all += idf
    if (sentences.some((sentence) => sentence.terms.has(term))) covered += idf
  }
  return all === 0 ? 1 : covered / all
}

/** One side alone denies the matter of the other, or turns a word into its opposite. */
function denies({ text, facts }: WrittenClaim, nearest: SourceSentence): boolean {
  const negations = (of: readonly Fact[]) => of.filter(({ kind }) => kind === 'negation')
  const [own, theirs] = [negations(facts), negations(nearest.facts)]
  if (hasOpposites(text, nearest.text)) return true
  if (own.length % 2 === theirs.length % 2) return false
  return (
    own.every(({ span }) => deniesTheSame(text, span, nearest.text)) &&
    theirs.every(({ span }) => deniesTheSame(nearest.text, span, text))
  )
}

function best<Item>(items: readonly Item[], worth: (item: Item) => number): Item | null {
  let [chosen, most]: [Item | null, number] = [null, Number.NEGATIVE_INFINITY]
  for (const item of items) {
    const value = worth(item)
    if (value > most) [chosen, most] = [item, value]
  }
  return chosen
}
