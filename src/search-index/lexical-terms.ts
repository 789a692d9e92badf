import { stemmer } from 'stemmer'
import { foldText } from './fold-text.js'

/** A content word and what it is indexed as. */
export interface LexicalTerm {
  /** As written. */
  readonly word: string
  /** Folded and stemmed. */
  readonly term: string
}

/**
 * In this order: abbreviations with full stops (`U.S.`), numbers with separators (`10,000`, `3.5`), words with inner
 * apostrophes (`Khamenei's`). A hyphen parts words, so that `state-of-the-art` meets `state of the art`.
 */
const wordPattern =
  /(?<![\p{L}\p{N}])\p{L}\p{M}*(?:\.\p{L}\p{M}*)+(?![\p{L}\p{N}])(?:\.?['’]s)?|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*(?:['’ʼ＇][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*)*/gu

/** Lucene's English list, with pronouns, auxiliaries, question words and contractions. `may` (month) and `us` (U.S.) are not among them. */
const stopWords: ReadonlySet<string> = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with ' +
    'about am been being can could did do does doing from had has have having he her him his how i its itself me my our ours ' +
    'she should so than them those we were what when where which while who whom whose why would you your ' +
    'arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wont wouldnt'
  ).split(' '),
)

/** Written in capitals these name something. */
const acronyms: ReadonlySet<string> = new Set(['WHO', 'IT'])

/** Porter's rules are for English words; a longer run of letters is something else, and its patterns are slow on it. */
const longestStemmedWord = 40

/** The content words of a text, in order, repeated as often as they occur. */
export function lexicalTerms(text: string): LexicalTerm[] {
  const terms: LexicalTerm[] = []
  for (const [word] of text.matchAll(wordPattern)) {
    const folded = foldWord(word)
    if (folded === '' || (stopWords.has(folded) && !acronyms.has(word))) continue
    terms.push({ word, term: stem(folded) })
  }
  return terms
}

/** What is searched of a passage: its words in the context of its title and headings. */
export const indexedText = (title: string | null, headings: readonly string[], text: string): string =>
  [...(title === null ? [] : [title]), ...headings, text].join('\n')

function foldWord(word: string): string {
  // Most words by far are plain ASCII, and folding is where the time of lexical indexing goes.
  const folded = /^[A-Za-z]+$/.test(word) ? word.toLowerCase() : foldText(word).replace(/[’ʼ]/gu, "'")
  return folded
    .replace(/'(?:s|d|m|ll|re|ve)$/u, '')
    .replace(thousandsSeparator, '')
    .replace(wordMarks, '')
}

const thousandsSeparator = /(?<=\p{N}),(?=\p{N}{3}(?!\p{N}))/gu
/** Apostrophes, and the full stops of an abbreviation but not of a decimal number. */
const wordMarks = /'|(?<!\p{N})\.|\.(?!\p{N})/gu

const stem = (folded: string): string =>
  folded.length <= longestStemmedWord && /^[a-z]+$/.test(folded) ? stemmer(folded) : folded
