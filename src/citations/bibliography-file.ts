import { type BibliographyOptions, bibliography, type CitedWork } from './bibliography.js'
import type { ReferenceStyle } from './citation.js'
import { type DataStyle, isDataStyle } from './format-reference.js'
import { type Markup, preformatted } from './markup.js'

/** A bibliography entry by entry, and as a whole. */
export interface WholeBibliography {
  readonly entries: readonly string[]
  /** As it is saved or pasted: a file that programs import, or the list for a text. */
  readonly text: string
}

export function wholeBibliography(
  cited: readonly CitedWork[],
  style: ReferenceStyle,
  options: BibliographyOptions = {},
): WholeBibliography {
  const { markup = 'plain' } = options
  if (!isDataStyle(style)) {
    const entries = bibliography(cited, style, options)
    return { entries, text: listed[markup](entries) }
  }
  const records = bibliography(cited, style, { ...options, markup: 'plain' })
  return {
    entries: records.map((record) => preformatted(record, markup)),
    text: preformatted(wholeFile[style](records), markup),
  }
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
