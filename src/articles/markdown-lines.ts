import { type LinkLabels, linkLabel } from './markdown-inline.js'

/** A line of a Markdown file; containers (quotations, lists) cut their marks off `text`. */
export interface MarkdownLine {
  readonly text: string
  /** 1-based, in the file. */
  readonly number: number
}

/** The opening of a fenced code block; null where the line is none. */
export const openingFence = (text: string): string | null => {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1]
  if (fence === undefined) return null
  return fence.startsWith('`') && text.trimStart().slice(fence.length).includes('`') ? null : fence
}

export const closesFence = (text: string, fence: string): boolean => {
  const line = text.trim()
  return line.length >= fence.length && line.replaceAll(fence[0]!, '') === '' && !/^ {4}/.test(text)
}

/** Takes HTML comments out, outside of code; lines stay lines. A comment that never ends is text. */
export function dropComments(lines: readonly MarkdownLine[]): MarkdownLine[] {
  const lastEnd = lines.findLastIndex(({ text }) => text.includes('-->'))
  let fence: string | null = null
  let isInside = false
  return lines.map((line, index) => {
    if (fence !== null) {
      if (closesFence(line.text, fence)) fence = null
      return line
    }
    const rest = cutComments(line.text, isInside, index < lastEnd)
    isInside = rest.isInside
    if (!isInside) fence = openingFence(rest.text)
    return { ...line, text: rest.text }
  })
}

function cutComments(text: string, startsInside: boolean, mayEndLater: boolean): { text: string; isInside: boolean } {
  const kept: string[] = []
  let index = 0
  if (startsInside) {
    const end = text.indexOf('-->')
    if (end < 0) return { text: '', isInside: true }
    index = end + 3
  }
  let backticks = 0
  for (;;) {
    const start = text.indexOf('<!--', index)
    if (start < 0) break
    backticks += countBackticks(text.slice(index, start))
    const isInCode = backticks % 2 === 1
    const end = isInCode ? -1 : text.indexOf('-->', start + 4)
    if (isInCode || (end < 0 && !mayEndLater)) {
      kept.push(text.slice(index, start + 4))
      index = start + 4
      if (isInCode) continue
      break
    }
    kept.push(text.slice(index, start))
    if (end < 0) return { text: kept.join(''), isInside: true }
    index = end + 3
  }
  return { text: [...kept, text.slice(index)].join(''), isInside: false }
}

const countBackticks = (text: string): number => text.split('`').length - 1

export const footnoteDefinition = /^ {0,3}\[\^[^\]\s]{1,100}\]:/
/** Words after the destination that are no title make it a line of text: `[Smith]: I will stay.` */
export const linkDefinition =
  /^ {0,3}\[([^\]^][^\]]{0,299})\]:[ \t]*(?:<[^<>]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/

export function collectLabels(lines: readonly MarkdownLine[]): LinkLabels {
  const labels = new Set<string>()
  for (const { text } of lines) {
    const label = linkDefinition.exec(text)?.[1]
    if (label !== undefined) labels.add(linkLabel(label))
  }
  return labels
}
