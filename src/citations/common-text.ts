import type { Span } from '../articles/article.js'

/** How many characters two texts have in common at their beginning. */
export function commonStart(a: string, b: string): number {
  const longest = Math.min(a.length, b.length)
  let length = 0
  while (length < longest && a[length] === b[length]) length++
  return length
}

/** How many characters two texts have in common at their end. */
export function commonEnd(a: string, b: string): number {
  const longest = Math.min(a.length, b.length)
  let length = 0
  while (length < longest && a[a.length - 1 - length] === b[b.length - 1 - length]) length++
  return length
}

/** Whether a span begins and ends at a border of words, not inside one. */
export const isBounded = (text: string, { start, end }: Span): boolean =>
  !(isLetter(text[start - 1]) && isLetter(text[start])) && !(isLetter(text[end - 1]) && isLetter(text[end]))

const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}\p{Surrogate}]/u.test(unit)
