import { phraseWords } from '../search-index/phrase-words.js'
import type { Filters, SearchIndex } from '../search-index/search-index.js'
import { diffWords } from './diff-words.js'
import { changesIn } from './quote-changes.js'
import type { Found } from './quote-match.js'

const PASSAGES = 8
const MOST_SENTENCES = 3
/** With less in common a sentence is not near. */
const LEAST_SIMILARITY = 0.2

/** The sentences that share most of their words with a quote that stands nowhere; best first, equal ones as found. */
export async function nearestSentences(quote: string, index: SearchIndex, filters?: Filters): Promise<Found[]> {
  const passages = await index.passages(await index.lexicalPassages(quote, PASSAGES, filters))
  const quoted = new Set(phraseWords(quote).map(({ word }) => word))
  return passages
    .flatMap((passage) => (passage === null ? [] : passage.sentences.map((span) => ({ passage, span }))))
    .map(({ passage, span }) => {
      const text = passage.text.slice(span.start - passage.span.start, span.end - passage.span.start)
      return { articleId: passage.articleId, span, text, similarity: shared(quoted, text) }
    })
    .filter(({ similarity }) => similarity >= LEAST_SIMILARITY)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, MOST_SENTENCES)
    .map(({ text, ...found }) => {
      const diff = diffWords(quote, text)
      return { ...found, diff, changes: changesIn(diff) }
    })
}

/** Dice's coefficient of the two sets of words. */
function shared(quoted: ReadonlySet<string>, text: string): number {
  const words = new Set(phraseWords(text).map(({ word }) => word))
  let both = 0
  for (const word of words) if (quoted.has(word)) both += 1
  return words.size + quoted.size === 0 ? 0 : (2 * both) / (words.size + quoted.size)
}
