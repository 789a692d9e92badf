import { type Fact, factsIn } from '../quotes/facts.js'
import { phraseWords } from '../search-index/phrase-words.js'
import type { Conflict } from './claim-evidence.js'
import { deniesTheSame } from './negated-clause.js'

/** How the facts of a claim meet those of a sentence. */
export interface FactComparison {
  /** Whether every number, date and name of the claim stands in the sentence, or in its context for names and dates. */
  readonly allFound: boolean
  /** What stands in place of a fact that is missing; null where nothing is missing or it is in doubt what does. */
  readonly conflict: Conflict | null
  /** Whether one of them denies and the other does not. */
  readonly negationDiffers: boolean
}

/** @param context the article's title and the sentences around: a name or date that stands there need not be said again. */
export function compareFacts(claim: string, sentence: string, context: string): FactComparison {
  const [claimed, said] = [factsIn(claim), factsIn(sentence)]
  const around = new Set(factsIn(context).map(({ value }) => value))
  const missing = missingOf(claimed, said, sentence, around)
  const inPlace = missingOf(said, claimed, claim, new Set())
  const negationDiffers = negated(claimed) !== negated(said)
  const [denied, denies] = [negationIn(claimed), negationIn(said)]
  const isSameMatter =
    (denied === undefined || deniesTheSame(claim, denied.span, sentence)) &&
    (denies === undefined || deniesTheSame(sentence, denies.span, claim))
  return {
    allFound: missing.length === 0 && !openingDiffers(claim, sentence),
    conflict:
      negationDiffers && !isSameMatter
        ? null
        : conflictOf(missing, inPlace, negationDiffers, [denied?.text ?? '', denies?.text ?? '']),
    negationDiffers,
  }
}

/** Numbers, dates and names of one side that the other's text lacks; a name stands there though it begins a sentence or is part of a longer one. */
export function missingOf(
  one: readonly Fact[],
  other: readonly Fact[],
  text: string,
  around: ReadonlySet<string>,
): Fact[] {
  const all = ` ${joinedWords(text)} `
  return one.filter(({ kind, value, text: written }) => {
    if (kind === 'negation') return false
    const values = other.filter((fact) => fact.kind === kind).map((fact) => fact.value)
    if (values.includes(value)) return false
    if (kind === 'number') return !values.some((found) => sameButForSign(found, value))
    return (
      !around.has(value) &&
      !values.some((found) => found.includes(value) || value.includes(found)) &&
      !(kind === 'name' && all.includes(` ${joinedWords(written)} `))
    )
  })
}

/**
 * Whether claim and sentence each begin with a capital word that the other lacks: it may be a name, which at the beginning
 * cannot be told from another word.
 */
function openingDiffers(claim: string, sentence: string): boolean {
  const [one, other] = [openingOf(claim), openingOf(sentence)]
  const strange = (a: Opening, b: Opening) => !b.all.has(a.opening) && !OPENING_WORDS.has(a.opening)
  return strange(one, other) && strange(other, one)
}

function openingOf(text: string): Opening {
  const words = phraseWords(text).map(({ word }) => word)
  return { opening: words[0] ?? '', all: new Set(words) }
}

interface Opening {
  readonly opening: string
  readonly all: ReadonlySet<string>
}

/** They begin sentences and are no names. */
const OPENING_WORDS: ReadonlySet<string> = new Set(
  'a an the in on at by for from to of with after before since during when while as if although though however also and but or so it he she they we you i this that these those there here his her its their our my all some many most each every both no not one according about around more less last next then now'.split(
    ' ',
  ),
)

/** One fact of the claim is missing, and exactly one of its kind stands in the sentence that the claim lacks. */
function conflictOf(
  missing: readonly Fact[],
  inPlace: readonly Fact[],
  negationDiffers: boolean,
  [claimed, found]: readonly [string, string],
): Conflict | null {
  const [fact, ...others] = missing
  if (fact === undefined) return negationDiffers ? { kind: 'negation', claimed, found } : null
  const instead = inPlace.filter(({ kind }) => kind === fact.kind)
  if (others.length > 0 || negationDiffers || instead.length !== 1 || fact.kind === 'negation') return null
  return { kind: fact.kind, claimed: fact.text, found: instead[0]!.text }
}

const negationIn = (facts: readonly Fact[]): Fact | undefined => facts.find(({ kind }) => kind === 'negation')

const negated = (facts: readonly Fact[]): boolean => facts.filter(({ kind }) => kind === 'negation').length % 2 === 1

const joinedWords = (text: string): string =>
  phraseWords(text)
    .map(({ word }) => word)
    .join(' ')

/** "$5" and "5": one of them does not say of what. */
const sameButForSign = (one: string, other: string): boolean =>
  /^[$£€]/.test(one) !== /^[$£€]/.test(other) && one.replace(/^[$£€]/, '') === other.replace(/^[$£€]/, '')
