import type { Span } from '../../articles/article.js'
import type { Passage } from '../../passages/passage.js'
import type { PassageArrays } from './segment-files.js'

/** Puts a passage together again. @param place its number in the segment. @param text of its whole article. */
export function passageAt(id: string, articleId: string, arrays: PassageArrays, place: number, text: string): Passage {
  const span = { start: arrays.starts[place]!, end: arrays.ends[place]! }
  return {
    id,
    articleId,
    span,
    text: text.slice(span.start, span.end),
    sentences: sentenceSpans(arrays, place),
    headings: headingsAt(arrays, place),
    sourceLines: { first: arrays.firstLines[place]!, last: arrays.lastLines[place]! },
  }
}

export function sentenceSpans({ sentenceFirsts, sentenceStarts, sentenceEnds }: PassageArrays, place: number): Span[] {
  const spans: Span[] = []
  for (let sentence = sentenceFirsts[place]!; sentence < sentenceFirsts[place + 1]!; sentence += 1) {
    spans.push({ start: sentenceStarts[sentence]!, end: sentenceEnds[sentence]! })
  }
  return spans
}

/** Outermost first. */
export function headingsAt({ headingLists, headingFirsts, headingBytes }: PassageArrays, place: number): string[] {
  const list = headingLists[place]!
  const json = Buffer.from(
    headingBytes.buffer,
    headingBytes.byteOffset + headingFirsts[list]!,
    headingFirsts[list + 1]! - headingFirsts[list]!,
  )
  return JSON.parse(json.toString()) as string[]
}
