import { sentenceSpans } from '../passages/sentences.js'
import { type Markers, markersIn } from '../prompts/markers.js'

/** `- `, `2. ` or `## ` before a line: models make lists though they are told not to. */
const LINE_MARK = /^\s*(?:[-*•]|\d{1,2}[.)]|#{1,6})\s+/
/** What may still become a marker of the sentence before it: nothing, or brackets that are open or have just been closed. */
const MAY_BE_MARKER = /^\s*(?:[[(【<{][^[(【<{\])】>}]{0,60}(?:[\])】>}]+\s*)?)*$/

const BETWEEN_MARKERS = /^[ \t,;&]*$/
/** Without one of these no sentence has ended. */
const MAY_END = /[\p{STerm}…\r\u2029]/u
/** Characters; each new piece has the open sentence looked through again, so one that goes on for longer is cut. */
const LONGEST_SENTENCE = 2_000

/** Cuts a text into sentences while it arrives; each has the markers that stand in it or behind it. */
export class SentenceCutter {
  readonly #markers: Markers
  /** What is not yet given out. */
  #text = ''

  constructor(markers: Markers) {
    this.#markers = markers
  }

  /** The sentences that are complete now, in order; the last one is so only when another has begun. */
  push(piece: string): string[] {
    const lines = (this.#text + piece).split('\n')
    const last = lines.pop()!
    const complete = lines.flatMap((line) => this.#sentencesOf(line))
    const begun = MAY_END.test(last) ? this.#spansOf(last) : []
    const open = begun.at(-1)
    const before = begun.slice(0, -1)
    if (open === undefined || before.length === 0 || MAY_BE_MARKER.test(last.slice(before.at(-1)!.end))) {
      const cut = last.length > LONGEST_SENTENCE ? placeToCut(last) : 0
      this.#text = last.slice(cut)
      return cut === 0 ? complete : [...complete, ...this.#sentencesOf(last.slice(0, cut))]
    }
    this.#text = last.slice(open.start)
    return [...complete, ...before.map(({ start, end }) => last.slice(start, end))].map(withoutLineMark)
  }

  /** What is left when no more comes. */
  end(): string[] {
    const left = this.#sentencesOf(this.#text)
    this.#text = ''
    return left
  }

  #sentencesOf(line: string): string[] {
    return this.#spansOf(line)
      .map(({ start, end }) => withoutLineMark(line.slice(start, end)))
      .filter((sentence) => sentence !== '')
  }

  /** Markers, and the space before them, become footnote marks of the same length, which stay with the sentence before them. */
  #spansOf(line: string) {
    let masked = ''
    for (const { span } of markersIn(line, this.#markers)) {
      const between = line.slice(masked.length, span.start)
      // What parts two markers is no sentence: `[kqtz-1], [kqtz-2]`.
      const isBehindMark = masked.endsWith(']') && BETWEEN_MARKERS.test(between)
      const words = isBehindMark ? '' : between.trimEnd()
      const length = span.end - masked.length - words.length
      masked += words + `[${'1'.repeat(Math.max(0, length - 2))}]`.slice(0, length)
    }
    masked += line.slice(masked.length)
    return sentenceSpans(masked, { start: 0, end: masked.length })
  }
}

/** Between words, so that the cost of a token does not grow with all that came before it. */
const placeToCut = (text: string): number => text.lastIndexOf(' ') + 1 || text.length

const withoutLineMark = (sentence: string): string => sentence.replace(LINE_MARK, '').trim()
