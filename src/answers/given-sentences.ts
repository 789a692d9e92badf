import { nameOf } from '../articles/author-names.js'
import { type Fact, factsIn } from '../quotes/facts.js'
import type { RankedPassage } from '../retrieval/retriever.js'
import { lexicalTerms } from '../search-index/lexical-terms.js'
import { phraseWords } from '../search-index/phrase-words.js'

/** What is around a sentence: where a name or date may stand as well. */
export interface GivenContext {
  /** Title, publisher, date and authors of the article, headings, and the passage. */
  readonly text: string
  readonly words: ReadonlySet<string>
  readonly factValues: ReadonlySet<string>
}

/** A sentence of a passage that a language model was given, taken apart once for all that is compared with it. */
export interface GivenSentence {
  /** The passage's number, from 1. */
  readonly passage: number
  /** Its place among the passage's sentences, from 0. */
  readonly sentence: number
  readonly text: string
  readonly facts: readonly Fact[]
  readonly words: ReadonlySet<string>
  /** Its content words, stemmed. */
  readonly terms: ReadonlySet<string>
  readonly context: GivenContext
}

/** @param number of the passage, from 1. */
export function givenSentences({ passage, article }: RankedPassage, number: number): GivenSentence[] {
  const { title, published, publisher, authors } = article.metadata
  const about = [title ?? '', publisher ?? '', published ?? '', ...authors.map(nameOf)]
  const around = [...about, ...passage.headings, passage.text].join('\n')
  const context = {
    text: around,
    words: wordsOf(around),
    factValues: new Set(factsIn(around).map(({ value }) => value)),
  }
  return passage.sentences.map(({ start, end }, sentence) => {
    const text = passage.text.slice(start - passage.span.start, end - passage.span.start)
    const terms = new Set(lexicalTerms(text).map(({ term }) => term))
    return { passage: number, sentence, text, facts: factsIn(text), words: wordsOf(text), terms, context }
  })
}

/** The words of a text; "Vale's" is Vale. */
export const wordsOf = (text: string): Set<string> =>
  new Set(phraseWords(text.replace(/['’]s\b/g, '')).map(({ word }) => word))
