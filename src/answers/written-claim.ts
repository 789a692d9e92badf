import { type Fact, factsIn } from '../quotes/facts.js'
import { quotedStretches } from '../quotes/speech/quoted-stretches.js'
import { REPORTING_VERBS } from '../quotes/speech/speech-patterns.js'
import { lexicalTerms } from '../search-index/lexical-terms.js'
import type { QueryWord } from '../search-index/search-index.js'

/** What a language model wrote, with all that is asked of its sources. */
export interface WrittenClaim {
  readonly text: string
  readonly facts: readonly Fact[]
  readonly quotations: readonly string[]
  /** Its content words, stemmed, and how much each tells: their idf. */
  readonly terms: ReadonlyMap<string, number>
}

/** Fewer words between quotation marks are a term. */
const FEWEST_QUOTED_WORDS = 3
/** A name that begins a sentence cannot be told from another word, unless somebody speaks. */
const OPENING_SPEAKER = new RegExp(`^(?<name>\\p{Lu}[\\p{L}’'-]+) (?:also |later )?(?:${REPORTING_VERBS})\\b`, 'u')
const NO_SPEAKER = /^(?:He|She|It|They|The|This|That|One|Some|Others)$/

/** @param words the text's content words as the index knows them. */
export function writtenClaim(text: string, words: readonly QueryWord[]): WrittenClaim {
  const terms = words.flatMap(({ word, idf }) => lexicalTerms(word).map(({ term }): [string, number] => [term, idf]))
  const facts = [...openingSpeaker(text), ...factsIn(text)]
  return { text, facts, quotations: quotationsIn(text), terms: new Map(terms) }
}

function openingSpeaker(text: string): Fact[] {
  const name = OPENING_SPEAKER.exec(text)?.groups?.name
  if (name === undefined || NO_SPEAKER.test(name)) return []
  return [{ kind: 'name', text: name, value: name.toLowerCase(), span: { start: 0, end: name.length } }]
}

const quotationsIn = (text: string): string[] =>
  quotedStretches(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((quoted) => quoted.trim().split(/\s+/).length >= FEWEST_QUOTED_WORDS)
