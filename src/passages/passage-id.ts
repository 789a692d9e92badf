import type { Article, Span } from '../articles/article.js'

const shaDigits = 12

/** What a passage's id says: which article, which text of it, which part of that text. */
export interface PassageAddress {
  readonly articleId: string
  /** The first 12 hexadecimal digits of the article's `textSha256`. */
  readonly textSha256Start: string
  readonly span: Span
}

/** `<article id>.<first 12 digits of textSha256>.<start>-<end>`; the same text gives the same id on every machine. */
export function passageId(article: Pick<Article, 'id' | 'textSha256'>, span: Span): string {
  return `${article.id}.${article.textSha256.slice(0, shaDigits)}.${span.start}-${span.end}`
}

/** @returns null for anything that `passageId` does not write, so that a stranger's text can be passed in. */
export function parsePassageId(id: string): PassageAddress | null {
  const [, articleId, textSha256Start, start, end] = /^(.+)\.([0-9a-f]{12})\.(\d{1,15})-(\d{1,15})$/s.exec(id) ?? []
  if (articleId === undefined || textSha256Start === undefined) return null
  const span = { start: Number(start), end: Number(end) }
  return span.start < span.end && `${span.start}-${span.end}` === `${start}-${end}`
    ? { articleId, textSha256Start, span }
    : null
}
