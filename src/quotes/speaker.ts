import type { Article, Span } from '../articles/article.js'

/** Who says the words at `span`, where they are reported speech; null where the author does, or it is unsure. */
export function speakerOf(_article: Article, _span: Span): string | null {
  return null
}
