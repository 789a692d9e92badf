import { authorDates } from './author-date.js'

/** Marks of notes and citations: no words, but a source. */
export const CITATION_MARKS = [
  /\[\^[^\]\s]{1,100}\]/g,
  /\[-?@[^\]]{1,200}\]/g,
  /(?<=[\p{L}\p{N}.,;:!?”"’)»*_ ])\[\d{1,3}(?:[,–-] ?\d{1,3}){0,9}\]/gu,
]
const LINK = /\]\((?:https?:|\/|#)|\]\[[^\]]|https?:\/\/\S/

/** Whether a sentence has a note, a link or a source by author and date. */
export function isCited(raw: string, plain: string): boolean {
  return LINK.test(raw) || CITATION_MARKS.some((mark) => raw.search(mark) !== -1) || authorDates(plain).length > 0
}
