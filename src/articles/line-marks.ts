/**
 * A line number as one or two characters of the supplementary private use planes, which travel through HTML parsers like any letter.
 * Short, so that readability's counting of letters stays what it is.
 */
const base = 0xf000
const lowPlane = 0xf0000
const highPlane = 0x100000

export const encodeLineMark = (line: number): string => {
  const high = Math.floor(line / base)
  return (high > 0 ? String.fromCodePoint(highPlane + high) : '') + String.fromCodePoint(lowPlane + (line % base))
}

export const isLineMark = (codePoint: number): boolean => codePoint >= lowPlane && codePoint <= 0x10ffff

const marks = /([\u{100000}-\u{10FFFF}])?([\u{F0000}-\u{FFFFF}])/gu

/** A text that came out of a parser: its words, and the lines that they stand in (null where no mark was left). */
export function readLineMarks(marked: string): { text: string; first: number | null; last: number | null } {
  const lines: number[] = []
  for (const [, high, low] of marked.matchAll(marks)) {
    lines.push((high ? high.codePointAt(0)! - highPlane : 0) * base + low!.codePointAt(0)! - lowPlane)
  }
  const text = withoutLineMarks(marked)
  if (lines.length === 0) return { text, first: null, last: null }
  return { text, first: lines.reduce((a, b) => Math.min(a, b)), last: lines.reduce((a, b) => Math.max(a, b)) }
}

export const withoutLineMarks = (text: string): string => text.replace(/[\u{F0000}-\u{10FFFF}]/gu, '')
