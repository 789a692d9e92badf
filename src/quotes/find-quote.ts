import { AttestError } from '../errors.js'
import type { Filters, SearchIndex } from '../search-index/search-index.js'
import { mayBe } from './attribution.js'
import { type CandidatePlace, placesOfPhrases, placesOfWords } from './candidate-places.js'
import { type Comparison, compareAt } from './compare-at.js'
import { type GivenQuote, givenQuote } from './given-quote.js'
import { markedParts } from './marked-omissions.js'
import { nearestSentences } from './nearest-sentences.js'
import { type Found, matchOf } from './quote-match.js'
import type { QuoteFinding, QuoteMatch, QuoteRequest, QuoteVerdict } from './quote-verdict.js'
import { stitchedParts } from './stitched-parts.js'

/** The thresholds stand in docs/quotes.md too. */
const LEAST_SIMILARITY = 0.6
/** Of few words more must be the same. */
const FEW_WORDS = 6
const LEAST_SIMILARITY_OF_FEW = 0.75
const FEWEST_SAME_WORDS = 3
/** So few changed words are a slip, though the others stand in a row elsewhere too. */
const MOST_SLIPS = 2
const MOST_MATCHES = 20

/**
 * Where a quote stands in the corpus, and how exactly (docs/quotes.md has the table of verdicts).
 * @throws {AttestError} `INVALID_REQUEST` for a quote without words or above 5,000 characters, `NOT_FOUND` for a claimed
 *   article that there is not, `INDEX_DAMAGED`.
 */
export async function findQuote(request: QuoteRequest, index: SearchIndex): Promise<QuoteFinding> {
  const given = givenQuote(request.quote)
  const search: Search = { request, index, claimedId: await claimedId(request, index) }
  const whole = await comparisonsOf(given.written, given.plain, search)
  const verbatim = whole.filter(({ kind }) => kind !== 'altered')
  if (verbatim.length > 0) return attributed(await matchesOf(claimedFirst(verbatim, search), given, search), search)
  const marked = await foundInParts(given, search)
  if (marked !== null) return marked
  const slips = whole[0] !== undefined && isAltered(whole[0]) && whole[0].alignment.edits <= MOST_SLIPS
  const stitched = slips ? null : stitchedParts(whole)
  if (stitched !== null) {
    const parts = stitched.map(({ articleId, span, quoteSpan }) => ({
      articleId,
      span,
      quoteSpan,
      similarity: 1,
      changes: [],
    }))
    return { verdict: 'stitched', matches: await matchesOf(parts, given, search), marks: [] }
  }
  const altered = whole.filter(isAltered)
  if (altered.length > 0) return { verdict: 'altered', matches: await matchesOf(altered, given, search), marks: [] }
  const nearest = await nearestSentences(given.plain, index, request.filters)
  return { verdict: 'not_found', matches: await matchesOf(nearest, given, search), marks: [] }
}

interface Search {
  readonly request: QuoteRequest
  readonly index: SearchIndex
  /** The claimed article's id; null where none was claimed. */
  readonly claimedId: string | null
}

async function claimedId({ claimedArticleId }: QuoteRequest, index: SearchIndex): Promise<string | null> {
  if (claimedArticleId === undefined) return null
  const article = await index.article(claimedArticleId)
  if (article !== null) return article.id
  throw new AttestError(
    'NOT_FOUND',
    `Expected the id, a former id or the address of an article as claimedArticleId, received ${JSON.stringify(claimedArticleId)}. GET /api/articles lists them.`,
  )
}

const RANK = { exact: 0, normalised: 1, altered: 2 }
const byKind = (a: Comparison, b: Comparison): number => RANK[a.kind] - RANK[b.kind] || b.similarity - a.similarity

/** Best first; each place once. */
async function comparisonsOf(written: string, plain: string, search: Search): Promise<Comparison[]> {
  const { index, request } = search
  const compare = (places: readonly CandidatePlace[]) => places.flatMap((place) => compareAt(written, plain, place))
  const found = compare(await placesOfPhrases(plain, index, request.filters))
  // Words that stand in very many places must be found where they are claimed to stand.
  for (const within of await claimedWithin(search)) found.push(...compare(await placesOfPhrases(plain, index, within)))
  const enough = found.some((comparison) => comparison.kind !== 'altered' || isAltered(comparison))
  if (!enough) found.push(...compare(await placesOfWords(plain, index, request.filters)))
  const seen = new Set<string>()
  return found.sort(byKind).filter(({ articleId, span }) => {
    const place = `${articleId} ${span.start}`
    return !seen.has(place) && seen.add(place)
  })
}

/** Filters that leave only what was claimed. */
async function claimedWithin({ request, index, claimedId }: Search): Promise<Filters[]> {
  const { claimedAuthor, filters } = request
  if (claimedId !== null) return [{ ...filters, articleIds: [claimedId] }]
  if (claimedAuthor === undefined) return []
  const articles = await index.articles(filters)
  const theirs = articles.filter((article) => mayBe(claimedAuthor, article, null)).map(({ id }) => id)
  return theirs.length === 0 ? [] : [{ ...filters, articleIds: theirs }]
}

/** Near enough that the words are a changed quote rather than other words. */
function isAltered({ quoted, similarity, alignment, changes }: Comparison): boolean {
  if (changes[0] === 'punctuation') return true
  const least = quoted.length < FEW_WORDS ? LEAST_SIMILARITY_OF_FEW : LEAST_SIMILARITY
  return similarity >= least && alignment.steps.filter(({ same }) => same).length >= FEWEST_SAME_WORDS
}

/** A quote that marks omissions or insertions is what its parts are; null where it marks none or a part is not found. */
async function foundInParts(given: GivenQuote, search: Search): Promise<QuoteFinding | null> {
  const { parts, marks } = markedParts(given.plain)
  if (marks.length === 0 || parts.length === 0) return null
  const chosen: Found[] = []
  let [worst, previous]: [Comparison | null, Comparison | null] = [null, null]
  for (const part of parts) {
    const text = given.plain.slice(part.start, part.end)
    const comparisons = (await comparisonsOf(text, text, search)).filter(
      (one) => one.kind !== 'altered' || isAltered(one),
    )
    // The next words of the same article, where they stand there; else those that are claimed; else the best.
    const asGood = comparisons.filter(({ kind }) => kind === comparisons[0]!.kind)
    const best = asGood.find((one) => follows(previous, one)) ?? claimedFirst(asGood, search)[0]
    if (best === undefined) return null
    if (worst === null || byKind(worst, best) < 0) worst = best
    chosen.push({ ...best, quoteSpan: part })
    previous = best
  }
  const inOnePlace = chosen.every(({ articleId, span }, i) => {
    const before = chosen[i - 1]
    return before === undefined || (articleId === before.articleId && span.start >= before.span.end)
  })
  const matches = await matchesOf(chosen, given, search)
  if (!inOnePlace) return { verdict: 'stitched', matches, marks }
  if (worst!.kind === 'altered') return { verdict: 'altered', matches, marks }
  const verdict: QuoteVerdict = matches.some(({ asClaimed }) => asClaimed === false) ? 'misattributed' : worst!.kind
  return { verdict, matches, marks }
}

/** Those in the claimed article, or under the claimed author, before the others. */
function claimedFirst(comparisons: readonly Comparison[], { request, index, claimedId }: Search): Comparison[] {
  const { claimedAuthor } = request
  const isClaimed = ({ articleId }: Comparison): boolean =>
    articleId === claimedId ||
    (claimedId === null && claimedAuthor !== undefined && mayBe(claimedAuthor, index.summary(articleId)!, null))
  return [...comparisons.filter(isClaimed), ...comparisons.filter((one) => !isClaimed(one))]
}

const follows = (previous: Comparison | null, next: Comparison): boolean =>
  previous !== null && previous.articleId === next.articleId && next.span.start >= previous.span.end

async function matchesOf(found: readonly Found[], given: GivenQuote, search: Search): Promise<QuoteMatch[]> {
  const matches: QuoteMatch[] = []
  for (const one of found.slice(0, MOST_MATCHES)) matches.push(await matchOf(one, given, search))
  return matches
}

/** Words that stand in the corpus as quoted: the claimed place first, then the earliest publication. */
function attributed(matches: readonly QuoteMatch[], { index }: Search): QuoteFinding {
  const published = ({ articleId }: QuoteMatch) => index.summary(articleId)?.metadata.published ?? '~'
  const sorted = [...matches].sort(
    (a, b) =>
      Number(b.asClaimed ?? false) - Number(a.asClaimed ?? false) ||
      Number(b.verbatim) - Number(a.verbatim) ||
      (published(a) < published(b) ? -1 : published(a) > published(b) ? 1 : 0),
  )
  const asClaimed = sorted.filter((match) => match.asClaimed !== false)
  if (asClaimed.length === 0) return { verdict: 'misattributed', matches: sorted, marks: [] }
  return { verdict: asClaimed[0]!.verbatim ? 'exact' : 'normalised', matches: sorted, marks: [] }
}
