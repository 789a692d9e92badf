import { letters } from '../quotes/comparable.js'
import { type Fact, factsIn } from '../quotes/facts.js'
import type { Conflict } from './claim-evidence.js'

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
  return {
    allFound: missing.length === 0,
    conflict: conflictOf(missing, inPlace, negationDiffers, said),
    negationDiffers,
  }
}

/** Numbers, dates and names of one side that the other's text lacks; a name stands there though it begins a sentence or is part of a longer one. */
function missingOf(one: readonly Fact[], other: readonly Fact[], text: string, around: ReadonlySet<string>): Fact[] {
  const all = letters(text)
  return one.filter(({ kind, value }) => {
    if (kind === 'negation') return false
    const values = other.filter((fact) => fact.kind === kind).map((fact) => fact.value)
    if (values.includes(value)) return false
    if (kind === 'number') return true
    return (
      !around.has(value) &&
      !values.some((found) => found.includes(value) || value.includes(found)) &&
      !(kind === 'name' && all.includes(value))
    )
  })
}

/** One fact of the claim is missing, and exactly one of its kind stands in the sentence that the claim lacks. */
function conflictOf(
  missing: readonly Fact[],
  inPlace: readonly Fact[],
  negationDiffers: boolean,
  said: readonly Fact[],
): Conflict | null {
  const [fact, ...others] = missing
  if (fact === undefined) {
    const negation = said.find(({ kind }) => kind === 'negation')
    return negationDiffers ? { kind: 'negation', claimed: negation ? '' : 'not', found: negation?.text ?? '' } : null
  }
  const instead = inPlace.filter(({ kind }) => kind === fact.kind)
  if (others.length > 0 || negationDiffers || instead.length !== 1 || fact.kind === 'negation') return null
  return { kind: fact.kind, claimed: fact.text, found: instead[0]!.text }
}

const negated = (facts: readonly Fact[]): boolean => facts.filter(({ kind }) => kind === 'negation').length % 2 === 1
