import type { Article, Span } from '../../articles/article.js'
import { asError } from '../../errors.js'
import { indexedText, lexicalTerms } from '../lexical-terms.js'
import type { TellProblem } from './check-segment.js'
import { IndexDamagedError } from './index-error.js'
import { PhrasesBuilder } from './phrases-builder.js'
import { PostingsBuilder } from './postings-builder.js'
import type { Segment } from './segment.js'
import type { StoredArticle } from './segment-files.js'
import { wholeArticle } from './stored-articles.js'
import { headingsAt, sentenceSpans } from './stored-passage.js'

/** Goes through the articles of a segment, in order: texts, spans; then postings and phrases against the texts. */
export class ArticlesCheck {
  private readonly postings = new PostingsBuilder()
  private readonly phrases = new PhrasesBuilder()
  /** Where the next text must begin, in UTF-16 code units. */
  private textStart = 0
  /** Postings can be compared only where every text was read. */
  private isComplete = true

  constructor(
    private readonly segment: Segment,
    private readonly tell: TellProblem,
  ) {}

  async article(place: number, stored: StoredArticle): Promise<void> {
    const { id, textRange } = stored
    if (textRange.start !== this.textStart) {
      this.tell('articles', `the text of "${id}" begins at ${textRange.start}, expected ${this.textStart}`)
    }
    this.textStart = textRange.start + textRange.length
    try {
      await this.readArticle(place, await wholeArticle(this.segment, stored))
    } catch (thrown) {
      this.isComplete = false
      const isText = thrown instanceof IndexDamagedError && thrown.path === this.segment.texts.path
      this.tell(isText ? 'texts' : 'details', `"${id}": ${asError(thrown).message}`)
    }
  }

  /** After the last article. */
  async end(): Promise<void> {
    const { size } = await this.segment.texts.handle.stat()
    if (size !== this.textStart * 2) this.tell('texts', `expected ${this.textStart * 2} bytes of texts, found ${size}`)
    if (!this.isComplete) return
    this.compare('postings', await this.postings.build(), this.segment.postings)
    this.compare('phrases', await this.phrases.build(), this.segment.phrases)
  }

  private async readArticle(place: number, article: Article): Promise<void> {
    const { articleFirsts, starts } = this.segment.passages
    await this.phrases.addText(article.text, this.textStart - article.text.length)
    for (const { span } of article.blocks) this.requireInside(article, span, 'details', 'a block')
    let lastStart = 0
    for (let passage = articleFirsts[place]!; passage < articleFirsts[place + 1]!; passage += 1) {
      if (starts[passage]! < lastStart) this.tell('passages', `passage ${passage} begins before the one before it`)
      lastStart = starts[passage]!
      this.readPassage(article, passage)
    }
  }

  private readPassage(article: Article, passage: number): void {
    const { starts, ends, firstLines, lastLines } = this.segment.passages
    const span = { start: starts[passage]!, end: ends[passage]! }
    const name = `passage ${passage}`
    this.requireInside(article, span, 'passages', name)
    for (const sentence of sentenceSpans(this.segment.passages, passage)) {
      this.requireInside(article, sentence, 'passages', `a sentence of ${name}`)
      const isInside = span.start <= sentence.start && sentence.end <= span.end
      if (!isInside) this.tell('passages', `a sentence of ${name} lies outside of it`)
    }
    const [first, last] = [firstLines[passage]!, lastLines[passage]!]
    if (first < 1 || last < first) this.tell('passages', `${name} stands in the lines ${first} to ${last}`)
    const text = indexedText(article.metadata.title, this.headings(passage), article.text.slice(span.start, span.end))
    this.postings.addPassage(lexicalTerms(text).map(({ term }) => term))
  }

  private headings(passage: number): string[] {
    try {
      return headingsAt(this.segment.passages, passage)
    } catch (thrown) {
      this.tell('passages', `the headings of passage ${passage} cannot be read: ${asError(thrown).message}`)
      this.isComplete = false
      return []
    }
  }

  private requireInside({ id, text }: Article, { start, end }: Span, file: 'passages' | 'details', what: string): void {
    const isInside = start >= 0 && start < end && end <= text.length
    if (!isInside) this.tell(file, `${what} of "${id}" spans ${start} to ${end} of a text of ${text.length}`)
    else if (cutsPair(text, start) || cutsPair(text, end)) this.tell(file, `${what} of "${id}" cuts a character`)
  }

  private compare<Arrays extends object>(file: 'postings' | 'phrases', expected: Arrays, found: Arrays): void {
    for (const [name, array] of Object.entries(expected) as [keyof Arrays & string, ArrayLike<number>][]) {
      const stored = found[name] as ArrayLike<number>
      const isSame =
        stored.length === array.length && Array.prototype.every.call(array, (value, i) => value === stored[i])
      if (!isSame) this.tell(file, `"${name}" does not agree with the texts`)
    }
  }
}

/** Whether a place lies between the halves of a surrogate pair. */
const cutsPair = (text: string, place: number): boolean =>
  /[\ud800-\udbff]/.test(text.charAt(place - 1)) && /[\udc00-\udfff]/.test(text.charAt(place))
