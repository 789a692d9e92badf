import type { EdtfDate } from '../articles/article.js'

/** "This week", "recently", "now": what the articles say latest is likelier meant than what they said long before. */
const ASKS_FOR_NOW =
  /\b(?:(?:this|last) (?:week|month|weekend)|this (?:year|season|summer|autumn|fall|winter|spring|morning)|recent(?:ly)?|now(?:adays)?|current(?:ly)?|latest|today|yesterday|so far|at the moment)\b/i

/** An article this many days older than the newest one counts half. */
const HALF_LIFE_DAYS = 365
const MS_PER_DAY = 86_400_000

export const asksForNow = (question: string): boolean => ASKS_FOR_NOW.test(question)

/**
 * How recent an article is beside the newest one, 0 to 1: 1 on its day, 0.5 a year before. An undated one has 0.
 * A date without month or day counts as the last day that it may mean.
 */
export function recency(published: EdtfDate | null, newest: EdtfDate): number {
  if (published === null) return 0
  const days = (lastDay(newest) - lastDay(published)) / MS_PER_DAY
  return Math.min(1, 0.5 ** (days / HALF_LIFE_DAYS))
}

function lastDay(date: EdtfDate): number {
  const [year, month = 12, day] = date.split('-').map(Number)
  return Date.UTC(year!, day === undefined ? month : month - 1, day ?? 0)
}
