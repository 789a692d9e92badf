import { foldText } from '../search-index/fold-text.js'

/** Differences in these change no word: quotation marks, dashes and hyphens, white space, marks of nothing. */
const CHANGES_NOTHING = /[\s"“”„‟«»‹›'‘’‚‛`´ʼ＇「」『』\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff\-−]+/gu
const ELLIPSIS = /…/g
/** Of the last sentence: a newsroom puts its own. */
const FINAL_MARK = /[.,;:!?]+$/

/** What is left when all that a `normalised` quote may differ in is gone: equal for two texts that say the same, letter by letter. */
export const comparable = (text: string): string =>
  foldText(text).replace(ELLIPSIS, '...').replace(CHANGES_NOTHING, '').replace(FINAL_MARK, '')

/** Letters and digits alone. */
export const letters = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]+/gu, '')
