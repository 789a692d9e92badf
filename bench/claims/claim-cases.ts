import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Article } from '../../src/articles/article.js'
import type { Stance } from '../../src/claims/claim-evidence.js'
import { evalsFolder } from '../quality/eval-set.js'
import { dice } from '../quotes/dice.js'

/** A claim, and the article that supports or conflicts with it. */
export interface ClaimCase {
  readonly kind: string
  readonly claim: string
  readonly articleIds: readonly string[]
  readonly stance: Exclude<Stance, 'related'> | null
}

/** Claims that people labelled: what no article says either way has no stance. */
export function labelledClaims(half: 0 | 1): ClaimCase[] {
  const stanceOf: Readonly<Record<string, ClaimCase['stance']>> = { SUPPORT: 'supports', CONTRADICT: 'conflicts' }
  return readFileSync(path.join(evalsFolder, 'scifact/questions.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((_, i) => i % 2 === half)
    .map(({ question, relevant, label }) => ({
      kind: `labelled ${label}`,
      claim: question,
      articleIds: relevant.map(({ doc }: { doc: string }) => doc),
      stance: stanceOf[label] ?? null,
    }))
}

/** Sentences of the articles, lightly reworded or with a fact changed; it shares no code with what judges them. */
export function madeClaims(articles: readonly Article[], half: 0 | 1, perKind: number): ClaimCase[] {
  const random = dice(half + 11)
  const sentences = articles
    .flatMap((article) =>
      [...article.text.matchAll(/(?<=[.!?]\s|\n)[A-Z][^\n.!?"“”]{50,220}\.(?=\s|$)/g)].map(({ 0: text }) => ({
        article,
        text,
      })),
    )
    .filter((_, i) => i % 2 === half)
  const texts = sentences.map(({ text }) => text)
  const numbers = texts.flatMap((text) => text.match(/(?<= )\d{1,3}(?= [a-z])/g) ?? [])
  const names = texts.flatMap((text) => text.match(/(?<=[a-z] )[A-Z][a-z]{3,}(?= [a-z])/g) ?? [])
  const one = <T>(from: readonly T[]): T => from[random.below(from.length)]!
  const changes: readonly [string, ClaimCase['stance'], (text: string) => string | null][] = [
    ['unchanged', 'supports', (text) => text],
    [
      'lightly reworded',
      'supports',
      (text) =>
        text
          .replace(/\bthe /g, '')
          .replace(/, (?:however|also|too),/g, '')
          .replace(/\.$/, ''),
    ],
    ['number changed', 'conflicts', (text) => replaced(text, /(?<= )\d{1,3}(?= [a-z])/, one(numbers))],
    ['name changed', 'conflicts', (text) => replaced(text, /(?<=[a-z] )[A-Z][a-z]{3,}(?= [a-z])/, one(names))],
    [
      'negation added',
      'conflicts',
      (text) => replaced(text, /(?<= (?:is|was|are|were|has|have|will|can) )(?!not|n)/, 'not '),
    ],
  ]
  return changes.flatMap(([kind, stance, change]) => {
    const cases: ClaimCase[] = []
    for (let tries = 0; cases.length < perKind && tries < 60 * perKind; tries++) {
      const { article, text } = one(sentences)
      const claim = change(text)
      if (claim !== null) cases.push({ kind, claim, articleIds: [article.id], stance })
    }
    return cases
  })
}

function replaced(text: string, pattern: RegExp, by: string): string | null {
  const found = pattern.exec(text)
  return found === null || found[0] === by
    ? null
    : text.slice(0, found.index) + by + text.slice(found.index + found[0].length)
}
