import type { Article } from '../../src/articles/article.js'
import type { EvalSet } from '../quality/eval-set.js'
import { dice } from '../quotes/dice.js'

/** A sentence that a model could have written, and whether the article that it cites says so. */
export interface WrittenSentence {
  readonly kind: string
  readonly text: string
  /** What the passages are searched with: the sentence as the article has it. */
  readonly original: string
  readonly articleId: string
  /** Where the original stands. */
  readonly start: number
  readonly isTrue: boolean
  /** Whether the marker names another passage than the one that it comes from. */
  readonly wrongMarker: boolean
}

interface Original {
  readonly article: Article
  readonly text: string
  readonly start: number
}

/** Sentences of a set's articles as they are, reworded, or made wrong; it shares no code with what judges them. */
export function writtenSentences({ articles }: EvalSet, half: 0 | 1, perKind: number): WrittenSentence[] {
  const random = dice(half + 31)
  const one = <T>(from: readonly T[]): T => from[random.below(from.length)]!
  const originals = articles
    .flatMap((article) =>
      [...article.text.matchAll(/(?<=[.!?]\s|\n)[A-Z][^\n.!?"“”]{50,220}\.(?=\s|$)/g)].map(
        ({ 0: text, index }): Original => ({ article, text, start: index }),
      ),
    )
    .filter((_, i) => i % 2 === half)
  const numbers = originals.flatMap(({ text }) => text.match(/(?<= )\d{1,3}(?= [a-z])/g) ?? [])
  const names = originals.flatMap(({ text }) => text.match(/(?<=[a-z] )[A-Z][a-z]{3,}(?= [a-z])/g) ?? [])
  const changes: readonly [string, boolean, (text: string) => string | null][] = [
    ['unchanged', true, (text) => text],
    ['lightly reworded', true, reworded],
    ['its beginning alone', true, (text) => beginningOf(text)],
    ['number changed', false, (text) => replaced(text, /(?<= )\d{1,3}(?= [a-z])/, one(numbers))],
    ['name changed', false, (text) => replaced(text, /(?<=[a-z] )[A-Z][a-z]{3,}(?= [a-z])/, one(names))],
    [
      'negation added',
      false,
      (text) => replaced(text, /(?<= (?:is|was|are|were|has|have|will|can) )(?!not|n)/, 'not '),
    ],
    ['halves of two facts joined', false, (text) => joinedHalves(text, one(originals).text)],
    ['another passage’s marker', true, (text) => text],
  ]
  return changes.flatMap(([kind, isTrue, change]) => {
    const made: WrittenSentence[] = []
    for (let tries = 0; made.length < perKind && tries < 60 * perKind; tries++) {
      const { article, text, start } = one(originals)
      const written = change(text)
      const wrongMarker = kind.includes('marker')
      if (written !== null) {
        made.push({ kind, text: written, original: text, articleId: article.id, start, isTrue, wrongMarker })
      }
    }
    return made
  })
}

/** Answers that people wrote from a passage: true, and in other words. */
export function paraphrases({ questions, articles }: EvalSet, half: 0 | 1): WrittenSentence[] {
  const byId = new Map(articles.map((article) => [article.id, article]))
  return questions
    .filter(({ answerable }, i) => answerable && i % 2 === half)
    .flatMap(({ spans, answers }) => {
      const [span] = spans
      const article = span === undefined ? undefined : byId.get(span.articleId)
      if (span === undefined || article === undefined) return []
      const original = article.text.slice(span.start, span.end)
      return (answers[0] ?? '')
        .split(/(?<=[a-z)]\.) +(?=[A-Z])/)
        .filter((text) => text.length > 40)
        .map((text) => ({
          kind: 'written by people',
          text,
          original,
          articleId: article.id,
          start: span.start,
          isTrue: true,
          wrongMarker: false,
        }))
    })
}

const reworded = (text: string): string =>
  text
    .replace(/\bthe /g, '')
    .replace(/, (?:however|also|too),/g, '')
    .replace(/\b(?:approximately|around|about)\b/g, 'some')
    .replace(/\b(?:large|big|great)\b/g, 'considerable')

function beginningOf(text: string): string | null {
  const comma = /,? (?:and|but|which|while|because|after|when) /.exec(text.slice(40))
  return comma === null ? null : `${text.slice(0, 40 + comma.index)}.`
}

function joinedHalves(one: string, other: string): string | null {
  const cut = (text: string) => / (?:in|by|from|with|for|to|and|of) /.exec(text.slice(Math.floor(text.length / 2.5)))
  const [first, second] = [cut(one), cut(other)]
  if (first === null || second === null || one === other) return null
  return (
    one.slice(0, Math.floor(one.length / 2.5) + first.index) +
    other.slice(Math.floor(other.length / 2.5) + second.index)
  )
}

function replaced(text: string, pattern: RegExp, by: string): string | null {
  const found = pattern.exec(text)
  return found === null || found[0] === by
    ? null
    : text.slice(0, found.index) + by + text.slice(found.index + found[0].length)
}
