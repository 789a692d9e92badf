import type { ArticleMetadata, EdtfDate } from '../articles/article.js'
import type { ReferenceStyle } from './citation.js'
import { cleanText } from './clean-text.js'
import { inMarkup, type Markup, preformatted } from './markup.js'
import { apa } from './styles/apa.js'
import { bibtex } from './styles/bibtex.js'
import { chicagoAuthorDate, chicagoBibliography, chicagoNote, chicagoShort } from './styles/chicago.js'
import { citationKey } from './styles/citation-key.js'
import { cslJson } from './styles/csl-json.js'
import { harvard } from './styles/harvard.js'
import { mla } from './styles/mla.js'
import { ris } from './styles/ris.js'
import { type Choices, noChoices, type TextStyle, type Work, workOf } from './styles/work.js'

export interface ReferenceOptions {
  /** The day on which the article was read, EDTF. */
  readonly accessed?: EdtfDate | null | undefined
  /** A place in the article in the style's words, e.g. `para. 4`; only notes and short forms print it. */
  readonly pinpoint?: string | null | undefined
  readonly markup?: Markup | undefined
}

export type DataStyle = 'bibtex' | 'ris' | 'csl-json'

export const textStyles: Readonly<Record<Exclude<ReferenceStyle, DataStyle>, TextStyle>> = {
  apa,
  mla,
  'chicago-note': chicagoNote,
  'chicago-short-note': chicagoShort,
  'chicago-bibliography': chicagoBibliography,
  'chicago-author-date': chicagoAuthorDate,
  harvard,
}

/** Formats that programs read; `key` is what they call the entry. */
export const dataStyles: Readonly<Record<DataStyle, (work: Work, choices: Choices, key: string) => string>> = {
  bibtex,
  ris,
  'csl-json': cslJson,
}

export const isDataStyle = (style: ReferenceStyle): style is DataStyle => style in dataStyles

/** An article's reference. docs/citations.md says which rules of each style it follows. */
export function formatReference(
  metadata: ArticleMetadata,
  style: ReferenceStyle,
  options: ReferenceOptions = {},
): string {
  const work = workOf(metadata)
  const choices = choicesOf(options)
  const markup = options.markup ?? 'plain'
  if (isDataStyle(style)) return preformatted(dataStyles[style](work, choices, citationKey(work)), markup)
  return inMarkup(textStyles[style].reference(work, choices), markup)
}

export function choicesOf({ accessed = null, pinpoint = null }: ReferenceOptions): Choices {
  return { ...noChoices, accessed, pinpoint: cleanText(pinpoint ?? '') || null }
}
