import { authorDates } from './author-date.js'

/** Marks of notes and citations: no words, but a source. */
export const CITATION_MARKS = [
  /\[\^[^\]\s]{1,100}\]/g,
  /\[-?@[^\]]{1,200}\]/g,
  /(?<=[\p{L}\p{N}.,;:!?”"’)»*_\] ])\[\d{1,3}(?:[,–-] ?\d{1,3}){0,9}\]/gu,
]
/** What else of a draft is no words: images, and the marks and addresses of links by label or to another file. */
const LINKS = [
  /!\[[^[\]\n]{0,500}\]\([^()\s]{0,500}(?:[ \t]+"[^"\n]{0,200}")?\)/g,
  /\](?:\[[^[\]\n]{1,100}\]|\((?:mailto:|\.{0,2}\/|[\w./-]{1,200}\.\w{1,5}[)#?])[^()\s]{0,500}\)?)/g,
  /\[(?=[^[\]]{0,500}\](?:\[[^[\]\n]{1,100}\]|\((?:mailto:|\.{0,2}\/|[\w./-]{1,200}\.\w{1,5}[)#?])))/g,
]
export const NO_WORDS = [...CITATION_MARKS, ...LINKS]

const LINK = /\]\((?:https?:|\/|#)|\]\[[^\]]|https?:\/\/\S/

/** Whether a sentence has a note, a link or a source by author and date. */
export function isCited(raw: string, plain: string): boolean {
  return LINK.test(raw) || CITATION_MARKS.some((mark) => raw.search(mark) !== -1) || authorDates(plain).length > 0
}
