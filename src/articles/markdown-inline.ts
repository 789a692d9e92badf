import { characterReferenceAt } from './character-references.js'
import { closeEmphasis, type Delimiter, flanks, isPunctuation } from './markdown-emphasis.js'
import { endOfAngle, endOfDestination, lengthOfHidden, matchBackticks, runLength } from './markdown-spans.js'

/** What a run of inline Markdown shows to a reader. */
export interface InlineText {
  readonly text: string
  /** All words are one link. */
  readonly isLink: boolean
}

/** Normalised labels of the document's link definitions. */
export type LinkLabels = ReadonlySet<string>

export const linkLabel = (written: string): string => written.replace(/\s+/g, ' ').trim().toLowerCase()

const maxLabelLength = 300
const blockTags =
  /^(?:p|div|br|hr|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|section|article|figure|figcaption|details|summary)$/i

const openingTag = /^[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?$/i

/** What stands between `<` and `>` of a tag, as CommonMark has it; other words in angles (`Map<key, value>`) are text. */
const isTag = (inside: string): boolean =>
  openingTag.test(inside) || /^\/[a-z][a-z0-9-]*\s*$/i.test(inside) || /^[!?]/.test(inside)

/** Takes the markup out of inline Markdown, in one pass: each step looks ahead only over what it then consumes, or a bounded stretch. */
export function readInline(source: string, labels: LinkLabels): InlineText {
  const reader = new InlineReader(source, labels)
  return reader.read()
}

interface Bracket {
  readonly isImage: boolean
  /** Index of the bracket's own piece, which goes where the link is one. */
  readonly piece: number
  readonly sourceStart: number
}

class InlineReader {
  private readonly pieces: string[] = []
  private readonly delimiters: Delimiter[] = []
  private readonly brackets: Bracket[] = []
  private readonly codeClosers: ReadonlyMap<number, number>
  private index = 0
  private plainStart = 0
  private linkCount = 0
  private linkSpan: readonly [number, number] | null = null

  constructor(
    private readonly source: string,
    private readonly labels: LinkLabels,
  ) {
    this.codeClosers = matchBackticks(source)
  }

  read(): InlineText {
    const special = /[\\`<!&[\]*_~]/g
    while (this.index < this.source.length) {
      special.lastIndex = this.index
      const next = special.exec(this.source)
      if (next === null) break
      this.index = next.index
      this.readSpecial(next[0])
    }
    this.index = this.source.length
    this.flush()
    closeEmphasis(this.delimiters)
    for (const { character, at, remaining } of this.delimiters) this.pieces[at] = character.repeat(remaining)
    return { text: this.pieces.join(''), isLink: this.isOneLink() }
  }

  private readSpecial(character: string): void {
    if (character === '\\') this.readEscape()
    else if (character === '`') this.readCode()
    else if (character === '<') this.readAngle()
    else if (character === '&') this.readReference()
    else if (character === '[' || (character === '!' && this.source[this.index + 1] === '['))
      this.openBracket(character === '!')
    else if (character === ']') this.closeBracket()
    else if (character === '!') this.index += 1
    else this.readDelimiter(character)
  }

  /** Puts out the plain text up to here, then `shown` for the next `length` code units. */
  private put(length: number, shown: string): void {
    this.flush()
    if (shown !== '') this.pieces.push(shown)
    this.index += length
    this.plainStart = this.index
  }

  private flush(): void {
    if (this.index > this.plainStart) this.pieces.push(this.source.slice(this.plainStart, this.index))
    this.plainStart = this.index
  }

  private readEscape(): void {
    const next = this.source[this.index + 1] ?? ''
    if (/[!-/:-@[-`{-~]/.test(next)) this.put(2, next)
    else if (next === '\n') this.put(1, '')
    else this.index += 1
  }

  private readCode(): void {
    const length = runLength(this.source, this.index)
    const closer = this.codeClosers.get(this.index)
    if (closer === undefined) this.index += length
    else this.put(closer + length - this.index, this.source.slice(this.index + length, closer))
  }

  private readAngle(): void {
    const end = endOfAngle(this.source, this.index)
    if (end === null) {
      this.index += 1
      return
    }
    const inside = this.source.slice(this.index + 1, end)
    if (/^(?:[a-z][a-z0-9+.-]{1,31}:[^\s]*|[^\s@/]{1,64}@[^\s@]{1,255})$/i.test(inside)) {
      this.put(inside.length + 2, inside)
    } else if (isTag(inside)) {
      const name = /^\/?([a-z][a-z0-9-]*)/i.exec(inside)?.[1] ?? ''
      const hidden = /^(?:script|style)/i.test(inside) ? lengthOfHidden(this.source, end + 1, name) : 0
      this.put(inside.length + 2 + hidden, blockTags.test(name) ? ' ' : '')
    } else this.index += 1
  }

  private readReference(): void {
    const reference = characterReferenceAt(this.source, this.index)
    if (reference) this.put(reference.end - this.index, reference.character)
    else this.index += 1
  }

  private openBracket(isImage: boolean): void {
    const length = isImage ? 2 : 1
    this.put(length, isImage ? '![' : '[')
    this.brackets.push({ isImage, piece: this.pieces.length - 1, sourceStart: this.index })
  }

  private closeBracket(): void {
    const bracket = this.brackets.pop()
    const label = bracket ? this.labelSince(bracket) : ''
    const isFootnote = /^\^[^\s\]]+$/.test(label)
    const end = bracket === undefined ? null : isFootnote ? this.index + 1 : this.endOfTarget(label)
    if (bracket && end !== null) this.takeLink(bracket, end, isFootnote || bracket.isImage)
    else this.put(1, ']')
  }

  private labelSince({ sourceStart }: Bracket): string {
    return this.index - sourceStart <= maxLabelLength ? this.source.slice(sourceStart, this.index) : ''
  }

  /** Where the link that this "]" belongs to ends; null where it belongs to none. */
  private endOfTarget(label: string): number | null {
    const after = this.index + 1
    if (this.source[after] === '(') {
      const end = endOfDestination(this.source, after)
      if (end !== null) return end
    }
    if (this.labels.size === 0) return null
    if (this.source[after] === '[') {
      const close = this.source.slice(after, after + maxLabelLength).indexOf(']')
      const reference = close < 0 ? null : this.source.slice(after + 1, after + close)
      if (reference !== null && this.labels.has(linkLabel(reference === '' ? label : reference)))
        return after + close + 1
    }
    return label !== '' && this.labels.has(linkLabel(label)) ? after : null
  }

  private takeLink(bracket: Bracket, end: number, isDropped: boolean): void {
    this.flush()
    this.pieces[bracket.piece] = ''
    if (isDropped) this.dropSince(bracket.piece)
    else {
      this.linkCount += 1
      this.linkSpan = [bracket.piece, this.pieces.length]
    }
    this.index = end
    this.plainStart = end
  }

  private dropSince(piece: number): void {
    this.pieces.length = piece
    while ((this.delimiters.at(-1)?.at ?? -1) >= piece) this.delimiters.pop()
  }

  private readDelimiter(character: string): void {
    const length = runLength(this.source, this.index)
    const before = this.source[this.index - 1] ?? ' '
    const after = this.source[this.index + length] ?? ' '
    if (character === '~' && length !== 2) {
      this.index += length
      return
    }
    const left = flanks(after, before)
    const right = flanks(before, after)
    const isUnderscore = character === '_'
    const canOpen = left && (!isUnderscore || !right || isPunctuation(before))
    const canClose = right && (!isUnderscore || !left || isPunctuation(after))
    this.put(length, character.repeat(length))
    this.delimiters.push({ character, at: this.pieces.length - 1, remaining: length, canOpen, canClose })
  }

  private isOneLink(): boolean {
    if (this.linkCount !== 1 || this.linkSpan === null)
      return this.linkCount === 0 && /^\s*https?:\/\/\S+\s*$/.test(this.pieces.join(''))
    const [start, end] = this.linkSpan
    const outside = [...this.pieces.slice(0, start), ...this.pieces.slice(end)].join('')
    return outside.trim() === ''
  }
}
