/** Words without Markdown and HTML. */
export interface PlainText {
  readonly plain: string
  /** Per code unit of `plain`, and for its end, where it stands in the text as written. */
  readonly places: readonly number[]
}

/** Emphasis, code, headings, quotation and list marks, tags, and the address of a link (its text stays). */
const MARKUP =
  /<\/?[A-Za-z][^<>]{0,200}>|\]\((?:https?:|\/|#)(?:[^()\s]|\([^()\s]{0,200}\)){0,500}(?:[ \t]+"[^"\n]{0,200}")?\)|(?<=^|\n) {0,3}(?:(?:#{1,6}|[-+*]) |(?:> ?)+)|[*`]+|(?<![\p{L}\p{N}_])_+(?=[\p{L}\p{N}“‘«„"'([])|(?<=[\p{L}\p{N}.,;:!?…”’»"')\]])_+(?![\p{L}\p{N}_])/gu
/** The opening bracket of a link; that of an insertion stays. */
const LINK_TEXT = /\[(?=[^[\]]{0,500}\]\((?:https?:|\/|#))/g

/**
 * @param base what is added to every place: where `written` begins in a longer text.
 * @param others what else is no words, as global patterns.
 */
export function withoutMarkup(written: string, base: number, others: readonly RegExp[] = []): PlainText {
  const left = new Uint8Array(written.length)
  for (const pattern of [MARKUP, LINK_TEXT, ...others]) {
    for (const { 0: mark, index } of written.matchAll(pattern)) left.fill(1, index, index + mark.length)
  }
  const places: number[] = []
  let plain = ''
  for (let i = 0; i < written.length; i += 1) {
    if (left[i] === 1) continue
    plain += written[i]
    places.push(base + i)
  }
  return { plain, places: [...places, (places.at(-1) ?? base) + 1] }
}
