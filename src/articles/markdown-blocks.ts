import type { BlockKind } from './article.js'
import { type DraftBlock, draftBlock } from './article-text.js'
import { type LinkLabels, readInline } from './markdown-inline.js'
import { closesFence, footnoteDefinition, linkDefinition, type MarkdownLine, openingFence } from './markdown-lines.js'
import { isTableStart, splitTableRow } from './markdown-table.js'

/**
 * Finds the blocks of Markdown (CommonMark's, with tables and footnotes) line by line.
 *
 * @returns blocks in reading order; some may be blank.
 */
export const readMarkdownBlocks = (lines: readonly MarkdownLine[], labels: LinkLabels): DraftBlock[] =>
  new BlockReader(lines, labels, 'paragraph', 0).read()

// Every level reads its lines again, so depth is what keeps hostile nesting from costing more than its length.
const maxDepth = 12

const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]+|$)/
const thematicBreak = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/
const setextUnderline = /^ {0,3}(?:=+|-+)[ \t]*$/
const quoteMark = /^ {0,3}> ?/
const listMark = /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)/
const hiddenElement = /^ {0,3}<(script|style|textarea)\b/i
const blockElement =
  /^ {0,3}<\/?(?:p|div|section|article|aside|header|footer|nav|main|figure|figcaption|table|tr|ul|ol|li|h[1-6]|hr|details|summary|iframe|center)\b/i

class BlockReader {
  private readonly drafts: DraftBlock[] = []
  private index = 0

  constructor(
    private readonly lines: readonly MarkdownLine[],
    private readonly labels: LinkLabels,
    private readonly proseKind: BlockKind,
    private readonly depth: number,
  ) {}

  read(): DraftBlock[] {
    while (this.index < this.lines.length) this.readBlock(this.current)
    return this.drafts
  }

  private get current(): string {
    return this.lines[this.index]!.text
  }

  private readBlock(text: string): void {
    const fence = openingFence(text)
    if (text.trim() === '' || thematicBreak.test(text)) this.index += 1
    else if (fence !== null) this.readFence(fence)
    else if (atxHeading.test(text)) this.readAtxHeading(text)
    else if (quoteMark.test(text) && this.depth < maxDepth) this.readQuotation()
    else if (listMark.test(text) && this.depth < maxDepth) this.readListItem(listMark.exec(text)!)
    else if (/^ {4}/.test(text)) this.readIndentedCode()
    else if (hiddenElement.test(text)) this.skipElement(hiddenElement.exec(text)![1]!)
    else if (footnoteDefinition.test(text)) this.readParagraph(footnoteDefinition)
    else if (linkDefinition.test(text)) this.index += 1
    else if (isTableStart(text, this.lines[this.index + 1]?.text)) this.readTable()
    else this.readParagraph()
  }

  private push(kind: BlockKind, text: string, lines: readonly MarkdownLine[], level: number | null = null): void {
    const inline = kind === 'code' ? { text, isLink: false } : readInline(text, this.labels)
    const sourceLines = { first: lines[0]!.number, last: lines.at(-1)!.number }
    this.drafts.push(draftBlock(kind, inline.text, sourceLines, { level, isLink: inline.isLink }))
  }

  private readFence(fence: string): void {
    const indent = /^ */.exec(this.current)![0].length
    const start = this.index + 1
    let end = start
    while (end < this.lines.length && !closesFence(this.lines[end]!.text, fence)) end += 1
    const inside = trimBlank(this.lines.slice(start, end))
    if (inside.length > 0) this.push('code', inside.map(({ text }) => withoutIndent(text, indent)).join('\n'), inside)
    this.index = end + 1
  }

  private readIndentedCode(): void {
    const start = this.index
    while (this.index < this.lines.length && (/^ {4}/.test(this.current) || this.current.trim() === '')) this.index += 1
    const inside = trimBlank(this.lines.slice(start, this.index))
    this.push('code', inside.map(({ text }) => withoutIndent(text, 4)).join('\n'), inside)
  }

  private readAtxHeading(text: string): void {
    const [mark, hashes] = atxHeading.exec(text) as unknown as [string, string]
    this.push('heading', withoutClosingHashes(text.slice(mark.length)), [this.lines[this.index]!], hashes.length)
    this.index += 1
  }

  private readQuotation(): void {
    const inside: MarkdownLine[] = []
    for (; this.index < this.lines.length; this.index += 1) {
      const line = this.lines[this.index]!
      const mark = quoteMark.exec(line.text)
      if (
        mark === null &&
        (line.text.trim() === '' || this.startsBlock(line.text) || inside.at(-1)?.text.trim() === '')
      )
        break
      inside.push({ ...line, text: line.text.slice(mark?.[0].length ?? 0) })
    }
    this.drafts.push(...new BlockReader(inside, this.labels, 'quotation', this.depth + 1).read())
  }

  private readListItem([mark, , , space]: RegExpExecArray): void {
    const indent = space!.length > 4 ? mark.length - space!.length + 1 : mark.length
    const first = this.lines[this.index]!
    const inside: MarkdownLine[] = [{ ...first, text: first.text.slice(indent).replace(/^\[[ xX]\][ \t]+/, '') }]
    let afterBlank = false
    for (this.index += 1; this.index < this.lines.length; this.index += 1) {
      const line = this.lines[this.index]!
      const isBlankLine = line.text.trim() === ''
      const belongs =
        isBlankLine || line.text.startsWith(' '.repeat(indent)) || (!afterBlank && !this.startsBlock(line.text))
      if (!belongs) break
      inside.push({ ...line, text: withoutIndent(line.text, indent) })
      afterBlank = isBlankLine
    }
    const [item, ...others] = new BlockReader(inside, this.labels, this.proseKind, this.depth + 1).read()
    if (item === undefined) return
    this.drafts.push(
      item.kind === 'paragraph' || item.kind === 'quotation' ? { ...item, kind: 'list-item' } : item,
      ...others,
    )
  }

  private skipElement(name: string): void {
    const end = `</${name.toLowerCase()}`
    while (this.index < this.lines.length && !this.current.toLowerCase().includes(end)) this.index += 1
    this.index += 1
  }

  private readTable(): void {
    const start = this.index
    this.index += 2
    while (this.index < this.lines.length && this.current.includes('|')) this.index += 1
    const rows = this.lines.slice(start, this.index).filter((_, offset) => offset !== 1)
    for (const row of rows) {
      const cells = splitTableRow(row.text).map((cell) => readInline(cell, this.labels).text.trim())
      const text = cells.filter((cell) => cell !== '').join(' | ')
      this.drafts.push(draftBlock('table-row', text, { first: row.number, last: row.number }))
    }
  }

  private readParagraph(prefix?: RegExp): void {
    const start = this.index
    for (this.index += 1; this.index < this.lines.length; this.index += 1) {
      const text = this.current
      if (prefix === undefined && setextUnderline.test(text)) {
        this.readSetextHeading(start)
        return
      }
      if (text.trim() === '' || this.startsBlock(text) || isTableStart(text, this.lines[this.index + 1]?.text)) break
    }
    const lines = this.lines.slice(start, this.index)
    const text = lines.map((line) => line.text).join('\n')
    this.push(this.proseKind, prefix ? text.replace(prefix, '') : text, lines)
  }

  private readSetextHeading(start: number): void {
    const level = this.current.includes('=') ? 1 : 2
    const lines = this.lines.slice(start, this.index)
    this.index += 1
    this.push('heading', lines.map((line) => line.text).join('\n'), lines, level)
  }

  /** Whether a line ends the paragraph before it. An ordered list does so only from 1, lest a year at a line's start makes one. */
  private startsBlock(text: string): boolean {
    const list = listMark.exec(text)
    const startsList =
      list !== null &&
      list[0].length < text.length &&
      (!/\d/.test(list[2]!) || Number.parseInt(list[2]!, 10) === 1 || this.depth > 0)
    return (
      startsList ||
      atxHeading.test(text) ||
      quoteMark.test(text) ||
      thematicBreak.test(text) ||
      hiddenElement.test(text) ||
      blockElement.test(text) ||
      footnoteDefinition.test(text) ||
      openingFence(text) !== null
    )
  }
}

const trimBlank = (lines: readonly MarkdownLine[]): readonly MarkdownLine[] => {
  const isText = ({ text }: MarkdownLine): boolean => text.trim() !== ''
  const first = lines.findIndex(isText)
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isText) + 1)
}

const withoutIndent = (text: string, width: number): string => {
  let start = 0
  while (start < width && text[start] === ' ') start += 1
  return text.slice(start)
}

function withoutClosingHashes(text: string): string {
  const trimmed = text.trimEnd()
  let end = trimmed.length
  while (trimmed[end - 1] === '#') end -= 1
  return end === 0 || /[ \t]/.test(trimmed[end - 1]!) ? trimmed.slice(0, end) : trimmed
}
