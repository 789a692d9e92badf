import type { Span } from '../articles/article.js'
import { type PhraseWord, phraseWords } from '../search-index/phrase-words.js'
import type { Filters, PhraseMatch, SearchIndex } from '../search-index/search-index.js'

/** A stretch of an article that a quote, or a part of it, may be from. */
export interface CandidatePlace {
  readonly articleId: string
  readonly text: string
  /** Of the article's text. */
  readonly stretch: Span
}

/** Places looked at word by word; those that share most with the quote come first. */
const MOST_PLACES = 24
/** Passages looked at where no three words in a row are found. */
const LEXICAL_PASSAGES = 20
/** Characters around a place, and for each of the quote's, in which its words may stand. */
const SLACK = 200
const SLACK_PER_CHARACTER = 0.3

/** Where three words in a row of the quote stand, the likeliest places first. */
export async function placesOfPhrases(quote: string, index: SearchIndex, filters?: Filters): Promise<CandidatePlace[]> {
  const words = phraseWords(quote)
  const slack = SLACK + Math.round(SLACK_PER_CHARACTER * quote.length)
  const groups = groupsOf(await index.phraseMatches(words, filters), words, slack)
  return withTexts(
    likeliest(groups).map(({ articleId, first, last }) => ({
      articleId,
      stretch: { start: first - slack, end: last + quote.length + slack },
    })),
    index,
  )
}

/** The passages that share most words with the quote, for a quote that is too short or too changed to be found by phrases. */
export async function placesOfWords(quote: string, index: SearchIndex, filters?: Filters): Promise<CandidatePlace[]> {
  const passages = await index.passages(await index.lexicalPassages(quote, LEXICAL_PASSAGES, filters))
  return withTexts(
    passages.flatMap((passage) =>
      passage === null
        ? []
        : [
            {
              articleId: passage.articleId,
              stretch: { start: passage.span.start - SLACK, end: passage.span.end + SLACK },
            },
          ],
    ),
    index,
  )
}

interface Group {
  readonly articleId: string
  /** Where the quote's first character would stand, at least and at most. */
  first: number
  last: number
  /** Which of its words begin a phrase that stands here. */
  readonly words: Set<number>
}

/** Matches that place the quote's beginning near to each other belong together. */
function groupsOf(matches: readonly PhraseMatch[], words: readonly PhraseWord[], slack: number): Group[] {
  const beginnings = matches
    .map(({ articleId, start, word }) => ({ articleId, word, beginning: start - words[word]!.start }))
    .sort((a, b) => (a.articleId === b.articleId ? a.beginning - b.beginning : a.articleId < b.articleId ? -1 : 1))
  const groups: Group[] = []
  for (const { articleId, word, beginning } of beginnings) {
    const last = groups.at(-1)
    if (last?.articleId === articleId && beginning - last.first <= slack) {
      last.last = beginning
      last.words.add(word)
    } else groups.push({ articleId, first: beginning, last: beginning, words: new Set([word]) })
  }
  return groups
}

/** Those that share most words with the quote; before others of its kind comes one that has words which none before it has. */
function likeliest(groups: readonly Group[]): Group[] {
  const sorted = [...groups].sort((a, b) => b.words.size - a.words.size || byPlace(a, b))
  const covered = new Set<number>()
  const adding = sorted.filter(({ words }) => {
    const adds = [...words].some((word) => !covered.has(word))
    for (const word of words) covered.add(word)
    return adds
  })
  return [...new Set([...adding, ...sorted])].slice(0, MOST_PLACES)
}

const byPlace = (a: Group, b: Group): number =>
  a.articleId === b.articleId ? a.first - b.first : a.articleId < b.articleId ? -1 : 1

async function withTexts(
  places: readonly Omit<CandidatePlace, 'text'>[],
  index: SearchIndex,
): Promise<CandidatePlace[]> {
  const found: CandidatePlace[] = []
  for (const { articleId, stretch } of places) {
    const article = await index.article(articleId)
    if (article === null) continue
    const { text } = article
    found.push({ articleId, text, stretch: { start: wordStart(text, stretch.start), end: wordEnd(text, stretch.end) } })
  }
  return found
}

function wordStart(text: string, offset: number): number {
  let start = Math.max(0, Math.min(offset, text.length))
  while (start > 0 && !/\s/.test(text[start - 1]!)) start -= 1
  return start
}

function wordEnd(text: string, offset: number): number {
  let end = Math.max(0, Math.min(offset, text.length))
  while (end < text.length && !/\s/.test(text[end]!)) end += 1
  return end
}
