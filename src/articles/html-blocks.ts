import type { BlockKind } from './article.js'
import { type DraftBlock, draftBlock, isBlank } from './article-text.js'
import { readLineMarks, withoutLineMarks } from './line-marks.js'

/**
 * Reads the blocks below an element of marked HTML (html-source.ts). Only text is taken: no attribute and no address gets out.
 *
 * @returns blocks in reading order, none blank.
 */
export function readHtmlBlocks(root: Element): DraftBlock[] {
  const reader = new HtmlBlockReader()
  reader.readChildren(root, { kind: 'paragraph', level: null })
  reader.endBlock()
  return reader.drafts
}

const passedOver = new Set(
  'script style template noscript nav footer aside form button dialog select textarea input iframe svg object'.split(
    ' ',
  ),
)
const containers = new Set(
  'address article body center dd details div dl dt fieldset figcaption figure header hgroup hr html main ol p section summary table tbody td tfoot th thead ul caption'.split(
    ' ',
  ),
)

interface Context {
  readonly kind: BlockKind
  readonly level: number | null
}

class HtmlBlockReader {
  readonly drafts: DraftBlock[] = []
  private pieces: { readonly text: string; readonly isLink: boolean }[] = []
  private context: Context = { kind: 'paragraph', level: null }
  private linkDepth = 0
  private lastLine = 1

  readChildren(parent: Element, context: Context): void {
    for (const child of parent.childNodes) {
      if (child.nodeType === 3) {
        this.context = context
        this.pieces.push({ text: child.textContent ?? '', isLink: this.linkDepth > 0 })
      } else if (child.nodeType === 1) this.readElement(child as Element, context)
    }
  }

  private readElement(element: Element, context: Context): void {
    const name = element.localName.toLowerCase()
    if (passedOver.has(name) || element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return
    if (name === 'br') this.pieces.push({ text: '\n', isLink: this.linkDepth > 0 })
    else if (name === 'pre') this.readCode(element)
    else if (/^h[1-6]$/.test(name))
      this.readBlock(element, { kind: 'heading', level: Number(element.getAttribute('data-attest-level') ?? name[1]) })
    else if (name === 'li') this.readListItem(element)
    else if (name === 'blockquote') this.readBlock(element, { kind: 'quotation', level: null })
    else if (name === 'tr' && !holdsBlocks(element)) this.readRow(element)
    else if (name === 'tr' || containers.has(name)) this.readBlock(element, context)
    else this.readInline(element, context, name)
  }

  private readInline(element: Element, context: Context, name: string): void {
    if (name === 'a') this.linkDepth += 1
    this.readChildren(element, context)
    if (name === 'a') this.linkDepth -= 1
  }

  private readBlock(element: Element, context: Context): void {
    this.endBlock()
    this.readChildren(element, context)
    this.endBlock()
  }

  private readListItem(element: Element): void {
    this.endBlock()
    const before = this.drafts.length
    this.readChildren(element, { kind: 'paragraph', level: null })
    this.endBlock()
    const first = this.drafts[before]
    if (first?.kind === 'paragraph') this.drafts[before] = { ...first, kind: 'list-item' }
  }

  private readRow(row: Element): void {
    this.endBlock()
    const cells = [...row.children]
      .map((cell) => cell.textContent ?? '')
      .filter((cell) => withoutLineMarks(cell).trim() !== '')
    this.add('table-row', null, cells.map((cell) => cell.trim()).join(' | '), false)
  }

  private readCode(element: Element): void {
    this.endBlock()
    this.add('code', null, element.textContent ?? '', false)
  }

  /** Makes a block of the text since the last one. */
  endBlock(): void {
    const pieces = this.pieces
    this.pieces = []
    const isLink =
      pieces.some((piece) => piece.isLink) && pieces.every((piece) => piece.isLink || piece.text.trim() === '')
    this.add(this.context.kind, this.context.level, pieces.map((piece) => piece.text).join(''), isLink)
  }

  private add(kind: BlockKind, level: number | null, marked: string, isLink: boolean): void {
    const { text, first, last } = readLineMarks(marked)
    const sourceLines = { first: first ?? this.lastLine, last: last ?? this.lastLine }
    const draft = draftBlock(kind, text, sourceLines, { level, isLink })
    if (isBlank(draft)) return
    this.lastLine = sourceLines.last
    this.drafts.push(draft)
  }
}

/** A table that lays out a page has blocks in its cells. */
const holdsBlocks = (row: Element): boolean =>
  row.querySelector('p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre') !== null
