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

/** How each format writes a note's mark and its text; `own` finds the marks that the draft has already. */
const notations = {
  markdown: {
    own: /\[\^([^\]\s]{1,100})\](?!:)/g,
    mark: (label: string) => `[^${label}]`,
    note: (label: string, text: string) => `[^${label}]: ${text}`,
    heading: [],
  },
  plain: {
    own: /(?<=[^\s[])\[(\d{1,3})\]/g,
    mark: (label: string) => `[${label}]`,
    note: (label: string, text: string) => `[${label}] ${text}`,
    heading: ['Notes', ''],
  },
} as const

const markupOf: Readonly<Record<DraftFormat, Markup>> = { markdown: 'markdown', plain: 'plain' }

/**
 * The draft with its notes: the first of an article in full, later ones short or "Ibid.". The draft's own words, notes and line
 * ends stay as they are.
 * @param notes in the order of the draft.
 */
export function withFootnotes(draft: string, notes: readonly DraftNote[], options: FootnoteOptions): string {
  if (notes.length === 0) return draft
  const { format, style, repeated } = options
  const { own, mark, note, heading } = notations[format]
  const others = [...draft.matchAll(own)]
  const labels = unusedLabels(notes.length, new Set(others.map(([, label]) => label!)))
  const cited = notes.map(({ cited: work, at }, i) => {
    const before = notes[i - 1]?.at ?? 0
    return { ...work, isAfterAnother: others.some(({ index }) => index >= before && index < at) }
  })
  const texts = footnotes(cited, style, { markup: markupOf[format], repeated })
  const lineEnd = draft.includes('\r\n') ? '\r\n' : '\n'
  const marked = notes.map(({ at }, i) => draft.slice(notes[i - 1]?.at ?? 0, at) + mark(labels[i]!)).join('')
  const rest = draft.slice(notes.at(-1)!.at)
  const added = texts.map((text, i) => note(labels[i]!, text))
  return [(marked + rest).trimEnd(), '', ...heading, ...added, ''].join(lineEnd)
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
