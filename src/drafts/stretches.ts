import type { Span } from '../articles/article.js'
import { frontMatterLength } from '../articles/front-matter.js'
import { closesFence, footnoteDefinition, linkDefinition, openingFence } from '../articles/markdown-lines.js'
import { isTableStart } from '../articles/markdown-table.js'
import { paragraphSpans } from '../passages/sentences.js'

/** Words of a draft that belong together: a paragraph or list item of the writer's own, or a block quotation. */
export interface Stretch {
  readonly kind: 'prose' | 'quotation'
  readonly span: Span
}

const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/
const LIST_MARK = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/
const QUOTATION_MARK = /^ {0,3}(?:>[ \t]?)+/
/** What stands under it cites and claims nothing. */
const APPARATUS = /^(?:references|bibliography|works cited|literature|sources|(?:foot|end)?notes)[:.]?$/i
/** A line of a plain text that is longer is no heading. */
const LONGEST_HEADING_WORDS = 15

/** The prose of a Markdown draft: no front matter, headings, code, tables, comments, definitions of notes and links, or list of references. */
export function markdownStretches(draft: string): Stretch[] {
  return new StretchReader(linesOf(withoutComments(draft))).read()
}

/** The paragraphs of a plain draft; a short line without a full stop is a heading. */
export function plainStretches(draft: string): Stretch[] {
  const stretches: Stretch[] = []
  let isApparatus = false
  for (const { start, end } of paragraphSpans(draft, { start: 0, end: draft.length })) {
    const paragraph = draft.slice(start, end)
    const firstLine = /^[^\n]*/.exec(paragraph)![0].trim()
    if (isHeading(paragraph) || APPARATUS.test(firstLine)) isApparatus = APPARATUS.test(firstLine)
    else if (!isApparatus) stretches.push({ kind: 'prose', span: { start, end } })
  }
  return stretches
}

const isHeading = (paragraph: string): boolean =>
  !/[.!?…:]["”’»)\]]*(?: ?\[[\d, –-]{1,40}\])*$/.test(paragraph) &&
  paragraph.split(/\s+/).length <= LONGEST_HEADING_WORDS

/** Comments become white space of the same length, so that every offset stays. */
export const withoutComments = (draft: string): string =>
  draft.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))

interface Line {
  readonly start: number
  readonly text: string
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  // A byte order mark is no part of the first line: "# Bees" after it is a heading.
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (const line of text.slice(start).split('\n')) {
    lines.push({ start, text: line.replace(/\r$/, '') })
    start += line.length + 1
  }
  return lines
}

/** Goes through the lines once; a stretch is open until a line ends it. */
class StretchReader {
  private readonly stretches: Stretch[] = []
  private open: { kind: Stretch['kind']; start: number; end: number } | null = null
  private fence: string | null = null
  private isApparatus = false
  private isTable = false
  private isAfterBareMark = false

  constructor(private readonly lines: readonly Line[]) {}

  read(): Stretch[] {
    const first = frontMatterLength(this.lines.map(({ text }) => text))
    for (let i = first; i < this.lines.length; i++) this.take(i)
    this.close()
    return this.stretches
  }

  private take(i: number): void {
    const line = this.lines[i]!
    const { text } = line
    if (this.fence !== null) {
      if (closesFence(text, this.fence)) this.fence = null
      return
    }
    this.fence = openingFence(text)
    if (this.fence !== null || this.endsStretch(text, this.lines[i + 1]?.text)) {
      this.close()
      return
    }
    if (UNDERLINE.test(text) && this.open?.kind === 'prose') {
      // What was taken for a paragraph is a heading.
      this.isApparatus = APPARATUS.test(this.lines[i - 1]!.text.trim())
      this.open = null
      return
    }
    if (!this.isApparatus && !RULE.test(text)) this.add(line)
    else this.close()
  }

  /** Lines that are no prose. */
  private endsStretch(text: string, next: string | undefined): boolean {
    if (HEADING.test(text)) this.isApparatus = APPARATUS.test(text.replace(/[#*_]/g, '').trim())
    this.isTable = isTableStart(text, next) || (this.isTable && text.includes('|'))
    const isIndentedCode = this.open === null && /^(?: {4}|\t)/.test(text) && !LIST_MARK.test(text)
    return (
      text.trim() === '' ||
      HEADING.test(text) ||
      this.isTable ||
      isIndentedCode ||
      footnoteDefinition.test(text) ||
      linkDefinition.test(text)
    )
  }

  private add({ start, text }: Line): void {
    const quoted = QUOTATION_MARK.exec(text)?.[0].length ?? 0
    const listed = LIST_MARK.exec(text.slice(quoted))?.[0].length ?? 0
    const isBlank = text.slice(quoted + listed).trim() === ''
    // A quotation goes on without its mark, as a paragraph does; a bare mark stands between its paragraphs.
    const goesOn = this.open?.kind === 'quotation' && listed === 0 && !this.isAfterBareMark
    const kind = quoted > 0 || goesOn ? 'quotation' : 'prose'
    this.isAfterBareMark = quoted > 0 && isBlank
    if (kind !== this.open?.kind || listed > 0) this.close()
    if (isBlank) return
    const from = start + quoted + listed
    this.open = { kind, start: this.open?.start ?? from, end: start + text.trimEnd().length }
  }

  private close(): void {
    if (this.open !== null)
      this.stretches.push({ kind: this.open.kind, span: { start: this.open.start, end: this.open.end } })
    this.open = null
  }
}
