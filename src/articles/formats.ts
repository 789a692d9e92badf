import type { ArticleFormat, SourceText } from './format.js'
import { html } from './html.js'
import { markdown } from './markdown.js'
import { plainText } from './plain-text.js'

export const formats: readonly ArticleFormat[] = Object.freeze([plainText, markdown, html])

/** The lower-case ending of a path, with its dot; '' where it has none. */
export const extensionOf = (path: string): string => /[^/](\.[^./]*)$/.exec(path)?.[1]?.toLowerCase() ?? ''

export const formatByExtension = (path: string): ArticleFormat | null =>
  formats.find((format) => format.extensions.includes(extensionOf(path))) ?? null

/** The format that a text is written in: the one that it shows by itself, else the one of its name; null for names that no format has. */
export function formatFor(source: SourceText): ArticleFormat | null {
  const named = formatByExtension(source.path)
  if (named === null || named.claims(source)) return named
  return formats.find((format) => format.claims(source)) ?? named
}
