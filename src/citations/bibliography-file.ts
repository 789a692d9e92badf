import { type BibliographyOptions, bibliography, type CitedWork } from './bibliography.js'
import type { ReferenceStyle } from './citation.js'
import { type DataStyle, isDataStyle } from './format-reference.js'
import { type Markup, preformatted } from './markup.js'

/** A whole bibliography as it is saved or pasted: a file that programs import, or the list for a text. */
export function bibliographyFile(
  cited: readonly CitedWork[],
  style: ReferenceStyle,
  options: BibliographyOptions = {},
): string {
  const { markup = 'plain' } = options
  if (!isDataStyle(style)) return listed[markup](bibliography(cited, style, options))
  return preformatted(wholeFile[style](bibliography(cited, style, { ...options, markup: 'plain' })), markup)
}

/** One newline in Markdown and none of it in HTML would run two entries together. */
const listed: Readonly<Record<Markup, (entries: readonly string[]) => string>> = {
  plain: (entries) => entries.join('\n'),
  markdown: (entries) => entries.join('\n\n'),
  html: (entries) => entries.map((entry) => `<p>${entry}</p>`).join('\n'),
}

const wholeFile: Readonly<Record<DataStyle, (entries: readonly string[]) => string>> = {
  bibtex: (entries) => `${entries.join('\n\n')}\n`,
  // A record ends with a line of its own, and so does the last.
  ris: (entries) => entries.map((entry) => `${entry}\r\n`).join(''),
  'csl-json': (entries) =>
    `${JSON.stringify(
      entries.map((entry) => JSON.parse(entry)),
      null,
      2,
    )}\n`,
}
