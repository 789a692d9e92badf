import { plainText, type RichText, type Segment } from './rich-text.js'

export const markups = ['plain', 'markdown', 'html'] as const
export type Markup = (typeof markups)[number]

/** Italic words are set off by nothing in plain text, `*` in Markdown and `<i>` in HTML; all else is words and stays words. */
export function inMarkup(text: RichText, markup: Markup): string {
  if (markup === 'plain') return plainText(text)
  return markup === 'html' ? text.map(asHtml).join('') : notAtLineStart(text.map(asMarkdown).join(''))
}

/** Text of several lines that is read by a program, e.g. BibTeX: shown as it is. */
export function preformatted(text: string, markup: Markup): string {
  if (markup === 'plain') return text
  if (markup === 'html') return `<pre>${escapeHtml(text)}</pre>`
  const longestRun = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  return `${fence}\n${text.trimEnd()}\n${fence}`
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function asHtml({ text, isItalic, href }: Segment): string {
  if (href !== null) return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`
  return isItalic ? `<i>${escapeHtml(text)}</i>` : escapeHtml(text)
}

/** Every character that begins something in CommonMark or in GitHub's tables, footnotes, strike-through and mathematics. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>~|#$^]|&(?=[#a-z])/gi, '\\$&')
    // GitHub makes links of bare addresses.
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')

function asMarkdown({ text, isItalic, href }: Segment): string {
  // An address in angle brackets has no escapes and needs none: cleanAddress encodes both brackets.
  if (href !== null) return text === href ? `<${href}>` : `[${escapeMarkdown(text)}](<${href}>)`
  return isItalic ? `*${escapeMarkdown(text)}*` : escapeMarkdown(text)
}

/** A reference that begins with `1.`, `-` or `+` is no list. */
const notAtLineStart = (markdown: string): string => markdown.replace(/^(\d{1,9})(?=[.)])|^(?=[-+])/, '$1\\')
