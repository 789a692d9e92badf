import type { Span } from '../articles/article.js'

export const draftFormats = ['markdown', 'plain'] as const
export type DraftFormat = (typeof draftFormats)[number]

/** Characters: a book's chapter. */
export const LONGEST_DRAFT = 200_000

/** Words that a draft sets off as somebody's own: between quotation marks, or as a block quotation. */
export interface DraftQuotation {
  /** In the draft, without the marks. */
  readonly span: Span
  /** Where a note on it would stand: after its closing mark and the punctuation that follows. */
  readonly noteAt: number
  /** As written, its markup included. */
  readonly text: string
  /** Who the draft says has said or written it; null where it does not say. */
  readonly claimedAuthor: string | null
}

export const attributionKinds = ['author', 'date', 'publisher'] as const
export type AttributionKind = (typeof attributionKinds)[number]

/** What a sentence says of its source. */
export interface Attribution {
  readonly kind: AttributionKind
  /** As written. */
  readonly claimed: string
  /** For a date its EDTF value, `--MM-DD` without a year; else as `claimed`. */
  readonly value: string
  /** In the draft. */
  readonly span: Span
}

/** A sentence of a draft; a quotation of several sentences is part of the one that it stands in. */
export interface DraftSentence {
  /** In the draft, its markup and the marks of its own notes included; UTF-16 code units, half open. */
  readonly span: Span
  /** Where a note on all of it would stand, in the draft. */
  readonly noteAt: number
  /** Its words without markup, white space as single spaces. */
  readonly text: string
  readonly quotations: readonly DraftQuotation[]
  readonly attributions: readonly Attribution[]
  /** What it states, without who says so: what the articles are searched for. Null where a quotation says it all. */
  readonly claim: string | null
  /** Whether it states something that can be right or wrong. */
  readonly isCheckable: boolean
  /** Whether it has a note, link or citation of its own. */
  readonly isCited: boolean
}
