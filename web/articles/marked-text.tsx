import type { WireSpan } from '../wire.js'

interface Props {
  readonly text: string
  /** The part of the text that is shown. */
  readonly span: WireSpan
  /** The cited words; they may reach beyond the part that is shown. */
  readonly cited: WireSpan | null
  /** The words within the cited ones that answer. */
  readonly answering: WireSpan | null
  /** Given to the mark. */
  readonly id?: string | undefined
}

/** A part of a text, with what is cited of it marked, and in it the words that answer. */
export function MarkedText({ text, span, cited, answering, id }: Props) {
  const marked = overlap(span, cited)
  if (marked === null) return <>{text.slice(span.start, span.end)}</>
  const strong = overlap(marked, answering)
  return (
    <>
      {text.slice(span.start, marked.start)}
      <mark id={id}>
        {strong === null ? (
          text.slice(marked.start, marked.end)
        ) : (
          <>
            {text.slice(marked.start, strong.start)}
            <strong>{text.slice(strong.start, strong.end)}</strong>
            {text.slice(strong.end, marked.end)}
          </>
        )}
      </mark>
      {text.slice(marked.end, span.end)}
    </>
  )
}

export function overlap(span: WireSpan, other: WireSpan | null): WireSpan | null {
  if (other === null) return null
  const part = { start: Math.max(span.start, other.start), end: Math.min(span.end, other.end) }
  return part.start < part.end ? part : null
}
