/** A piece of a reference: words, upright or italic, or an address. Made into plain text, Markdown or HTML in markup.ts. */
export interface Segment {
  readonly text: string
  readonly isItalic: boolean
  /** The address that the words stand for; null where they are words. */
  readonly href: string | null
}

export type RichText = readonly Segment[]

export const upright = (text: string): RichText => (text === '' ? [] : [{ text, isItalic: false, href: null }])
export const italic = (text: string): RichText => (text === '' ? [] : [{ text, isItalic: true, href: null }])
export const address = (href: string | null, shown = href): RichText =>
  href === null || shown === null ? [] : [{ text: shown, isItalic: false, href }]

/** Leaves out the empty ones. */
export function joined(parts: readonly RichText[], separator: string): RichText {
  const filled = parts.filter((part) => part.length > 0)
  return filled.flatMap((part, i) => (i === 0 ? part : [...upright(separator), ...part]))
}

export const plainText = (text: RichText): string => text.map((segment) => segment.text).join('')

/** Whether a full stop would be one too many. */
export const endsInStop = (text: string): boolean => /[.!?…。！？][”’»"')]{0,3}$/.test(text)

/** Ends words in a full stop, unless they end in one, in a question mark or an exclamation mark. */
export const sentence = (text: RichText): RichText =>
  text.length === 0 || endsInStop(plainText(text)) ? text : [...text, ...upright('.')]
