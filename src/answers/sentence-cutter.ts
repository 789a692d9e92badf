import { sentenceSpans } from '../passages/sentences.js'
import { type Markers, markersIn } from '../prompts/markers.js'

/** `- `, `2. ` or `## ` before a line: models make lists though they are told not to. */
const LINE_MARK = /^\s*(?:[-*•]|\d{1,2}[.)]|#{1,6})\s+/
/** What may still become a marker of the sentence before it: nothing, or brackets that are open or have just been closed. */
const MAY_BE_MARKER = /^\s*(?:[[(【<{][^\])】>}]{0,60}(?:[\])】>}]\s*)?)*$/

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
    const begun = this.#spansOf(last)
    const open = begun.at(-1)
    const before = begun.slice(0, -1)
    if (open === undefined || before.length === 0 || MAY_BE_MARKER.test(last.slice(before.at(-1)!.end))) {
      this.#text = last
      return complete
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
    let masked = line
    for (const { span } of markersIn(line, this.#markers)) {
      const space = /[ \t,;&]*$/.exec(masked.slice(0, span.start))![0].length
      const isBehindMark = /\]$/.test(masked.slice(0, span.start - space))
      const from = span.start - (isBehindMark ? space : /[ \t]*$/.exec(masked.slice(0, span.start))![0].length)
      const mark = `[${'1'.repeat(Math.max(0, span.end - from - 2))}]`.slice(0, span.end - from)
      masked = masked.slice(0, from) + mark + masked.slice(span.end)
    }
    return sentenceSpans(masked, { start: 0, end: masked.length })
  }
}

const withoutLineMark = (sentence: string): string => sentence.replace(LINE_MARK, '').trim()
