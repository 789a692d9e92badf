import type { WireSpan } from '../wire.js'

export type SpanEnd = 'start' | 'end'

/** Further away no word begins that is the next one. */
const NEAR_CHARACTERS = 500

/**
 * The span with one end moved by a word, earlier (-1) or later (1); at least one word stays.
 *
 * @returns null where there is no further word.
 */
export function movedByWord(text: string, span: WireSpan, end: SpanEnd, by: -1 | 1): WireSpan | null {
  const at = span[end]
  const borders = wordsNear(text, at).map((word) => word[end])
  const to = by === 1 ? borders.find((border) => border > at) : borders.findLast((border) => border < at)
  if (to === undefined) return null
  const moved = { ...span, [end]: to }
  return moved.start < moved.end ? moved : null
}

/** Words with the punctuation that clings to them; in scripts without spaces as the browser's dictionary cuts them. */
function wordsNear(text: string, at: number): WireSpan[] {
  const from = Math.max(0, at - NEAR_CHARACTERS)
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(
    text.slice(from, at + NEAR_CHARACTERS),
  )
  const words: { start: number; end: number }[] = []
  let isOpen = false
  let endsInWord = false
  for (const { segment, index, isWordLike = false } of segments) {
    const end = from + index + segment.length
    if (segment.trim() === '') isOpen = false
    else if (isOpen && !(isWordLike && endsInWord)) words.at(-1)!.end = end
    else {
      words.push({ start: from + index, end })
      isOpen = true
    }
    endsInWord = isWordLike
  }
  return words
}
