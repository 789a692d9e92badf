import { bibliography, type CitedWork } from '../citations/bibliography.js'
import type { ReferenceStyle } from '../citations/citation.js'
import type { Markup } from '../citations/markup.js'
import { footnotes } from '../citations/notes.js'
import type { DraftFormat } from './draft.js'

/** A note that a draft is to get. */
export interface DraftNote {
  /** Where its mark is put in, in the draft. */
  readonly at: number
  readonly cited: CitedWork
}

export interface FootnoteOptions {
  readonly format: DraftFormat
  readonly style: ReferenceStyle
  /** What a note says that cites the same article as the one before. */
  readonly repeated: 'short' | 'ibid'
}

/** How each format writes a note's mark and its text; `own` finds the marks that the draft has already, and `labels` what it calls them. */
const notations = {
  markdown: {
    own: /(?<!^|\n)\[\^[^\]\s]{1,100}\]/g,
    labels: /(?<=\[\^)[^\]\s]{1,100}(?=\])/g,
    mark: (label: string) => `[^${label}]`,
    note: (label: string, text: string) => `[^${label}]: ${text}`,
    heading: [],
  },
  plain: {
    own: /(?<!^|\n)\[\d{1,3}(?:[,–-] ?\d{1,3}){0,9}\]/g,
    labels: /(?<=\[[\d,– -]{0,48})\d{1,3}(?=[\d,– -]{0,48}\])/g,
    mark: (label: string) => `[${label}]`,
    note: (label: string, text: string) => `[${label}] ${text}`,
    heading: ['Notes', ''],
  },
} as const

/** A plain draft that ends with its own notes: the new ones join them. */
const OWN_NOTES = /(?:^|\n)(?:foot|end)?notes:?[ \t\r]*\n\s*(?:\[\d{1,3}\][^\n]*(?:\n[ \t\r]*){0,3})+$/i

const markupOf: Readonly<Record<DraftFormat, Markup>> = { markdown: 'markdown', plain: 'plain' }

/**
 * The draft with its notes: the first of an article in full, later ones short or "Ibid.". The draft's own words, notes and line
 * ends stay as they are.
 * @param notes in the order of the draft.
 */
export function withFootnotes(draft: string, notes: readonly DraftNote[], options: FootnoteOptions): string {
  if (notes.length === 0) return draft
  const { format, style, repeated } = options
  const { own, labels: ownLabels, mark, note, heading } = notations[format]
  const others = [...draft.matchAll(own)]
  const labels = unusedLabels(notes.length, new Set(draft.match(ownLabels)))
  const cited = notes.map(({ cited: work, at }, i) => {
    const before = notes[i - 1]?.at ?? 0
    return { ...work, isAfterAnother: others.some(({ index }) => index >= before && index < at) }
  })
  const texts = footnotes(cited, style, { markup: markupOf[format], repeated })
  const lineEnd = draft.includes('\r\n') ? '\r\n' : '\n'
  const marked = notes.map(({ at }, i) => draft.slice(notes[i - 1]?.at ?? 0, at) + mark(labels[i]!)).join('')
  const rest = draft.slice(notes.at(-1)!.at)
  const added = texts.map((text, i) => note(labels[i]!, text))
  const before = (marked + rest).trimEnd()
  return [before, ...(OWN_NOTES.test(before) ? [] : ['', ...heading]), ...added, ''].join(lineEnd)
}

/** Each cited article once, in the order and form of the style. */
export const draftBibliography = (cited: readonly CitedWork[], { format, style }: FootnoteOptions): string[] =>
  bibliography(cited, style, { markup: markupOf[format] })

/** 1, 2, 3, …, without those that the draft uses. */
function unusedLabels(count: number, used: ReadonlySet<string>): string[] {
  const labels: string[] = []
  for (let next = 1; labels.length < count; next++) if (!used.has(String(next))) labels.push(String(next))
  return labels
}
