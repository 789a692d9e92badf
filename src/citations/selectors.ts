import type { Span } from '../articles/article.js'
import type { Selector } from './citation.js'

/** Context on either side, as the Web Annotation clients in use (Hypothes.is) keep it. */
const CONTEXT_LENGTH = 32

/** @see https://www.w3.org/TR/annotation-model/#selectors */
export function selectorsFor(text: string, { start, end }: Span): Selector[] {
  return [
    {
      type: 'TextQuoteSelector',
      exact: text.slice(start, end),
      prefix: text.slice(notInsidePair(text, start - CONTEXT_LENGTH), start),
      suffix: text.slice(end, notInsidePair(text, end + CONTEXT_LENGTH)),
    },
    { type: 'TextPositionSelector', start, end },
  ]
}

/** Moves an offset that would cut a surrogate pair to the pair's end; clamps it to the text. */
function notInsidePair(text: string, offset: number): number {
  const within = Math.max(0, Math.min(text.length, offset))
  const inside = within > 0 && /[\uD800-\uDBFF]/.test(text[within - 1]!) && /[\uDC00-\uDFFF]/.test(text[within] ?? '')
  return inside ? within + 1 : within
}
