import type { SourceLines } from './article.js'

/** A line of a plain text as its writer meant it: hard-wrapped lines are one again. Indents are kept, line ends are spaces. */
export interface WholeLine {
  readonly text: string
  readonly sourceLines: SourceLines
  /** A blank line, or the start of the file, stands before it. */
  readonly startsGroup: boolean
}

const minWidth = 40
const maxWidth = 120
const endOfSentence = /[.!?…:;。！？]["”’')\]]*$/
/** A line that begins with one of these begins something of its own. */
const marker = /^\s*(?:[-*•‣◦·]|\d{1,3}[.)])\s+\S/

/** Joins the lines that only a right margin parted, where the text has one; in other texts every line is a paragraph. */
export function unwrapLines(text: string): WholeLine[] {
  const groups = groupLines(text)
  const width = wrapWidth(groups)
  return groups.flatMap((group) => joinGroup(group, width))
}

interface Line {
  readonly text: string
  readonly number: number
}

function groupLines(text: string): Line[][] {
  const groups: Line[][] = []
  let group: Line[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') group.push({ text: line.trimEnd(), number: index + 1 })
    else if (group.length > 0) {
      groups.push(group)
      group = []
    }
  }
  return group.length > 0 ? [...groups, group] : groups
}

/**
 * The column that the text is wrapped at; null where it is not. In a wrapped text nearly every line that another follows is so long that the
 * next line's first word would not have fitted, and most of them stop in the middle of a sentence.
 */
function wrapWidth(groups: readonly Line[][]): number | null {
  const breaks = groups.flatMap((group) => group.slice(0, -1).map((line, index) => ({ line, next: group[index + 1]! })))
  const prose = breaks.filter(({ line, next }) => line.text.length >= minWidth && !marker.test(next.text))
  if (prose.length < 2) return null
  const lengths = prose.map(({ line }) => line.text.length).sort((a, b) => a - b)
  const width = lengths[Math.floor((lengths.length - 1) * 0.9)]!
  if (width > maxWidth) return null
  const filled = prose.filter(({ line, next }) => fills(line, next, width)).length
  const open = prose.filter(({ line }) => !endOfSentence.test(line.text)).length
  return filled >= 0.7 * prose.length && open >= 0.5 * prose.length ? width : null
}

const fills = (line: Line, next: Line, width: number): boolean => {
  const firstWord = /^\S{0,200}/.exec(next.text.trimStart())![0]
  return line.text.length + 1 + firstWord.length > width
}

function joinGroup(group: readonly Line[], width: number | null): WholeLine[] {
  const joined: { lines: Line[] }[] = []
  for (const [index, line] of group.entries()) {
    const before = group[index - 1]
    if (before !== undefined && continues(before, line, joined.at(-1)!.lines[0]!, width))
      joined.at(-1)!.lines.push(line)
    else joined.push({ lines: [line] })
  }
  return joined.map(({ lines }, index) => ({
    text: lines.map((line) => line.text).join(' '),
    sourceLines: { first: lines[0]!.number, last: lines.at(-1)!.number },
    startsGroup: index === 0,
  }))
}

function continues(before: Line, line: Line, first: Line, width: number | null): boolean {
  if (marker.test(line.text)) return false
  if (marker.test(first.text) && /^\s{2}/.test(line.text)) return true
  return width !== null && fills(before, line, width)
}
