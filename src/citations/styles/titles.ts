import { type RichText, sentence } from '../rich-text.js'
import { nestedMarks, withoutLoneMarks } from './quotation-marks.js'

const leadingArticle = /^(?:the|an|a) (?=\S)/i
const smallWords = new Set(
  'a an the and or but nor that which of in on at to for with by from as into over is are was were its his her their'.split(
    ' ',
  ),
)
/** Shortened titles keep at most this many words (Chicago Manual, 17th ed., 14.33). */
const wordsOfShortTitle = 4

/**
 * A title in quotation marks of the American kind, followed by a comma, a full stop or nothing. Marks inside switch
 * between double and single; comma and full stop stand inside all closing marks; a title's own `?` or `!` takes the full stop's place.
 */
export function inDoubleQuotes(title: string, end: ',' | '.' | ''): string {
  const { text, closingMarks } = nestedMarks(end === ',' ? withoutFullStop(title) : title, 'double')
  const cut = text.length - closingMarks
  const own = /[.!?…]$/.test(text.slice(0, cut))
  return `“${text.slice(0, cut)}${end === '.' && own ? '' : end}${text.slice(cut)}”`
}

/** A title in quotation marks of the British kind: what follows stands outside. */
export const inSingleQuotes = (title: string): string => `‘${nestedMarks(withoutFullStop(title), 'single').text}’`

/** A headline's full stop goes where a comma follows; that of an abbreviation (`U.S.`) or an ellipsis stays. */
function withoutFullStop(title: string): string {
  const isHeadlines = title.endsWith('.') && !title.endsWith('..') && !/(?:^|[\s.])\p{L}\.$/u.test(title)
  return isHeadlines ? title.slice(0, -1) : title
}

/** The key words of a title: without a first article, without the subtitle, at most four; one of four words or fewer stays. */
export function shortTitle(title: string): string {
  const [main] = title.split(/: | [–—] /) as [string]
  const words = main.replace(leadingArticle, '').split(' ')
  const kept = words.slice(0, wordsOfShortTitle)
  const isSmall = (word: string): boolean => smallWords.has(word.replace(/[^\p{L}]/gu, '').toLowerCase())
  while (words.length > kept.length && kept.length > 1 && isSmall(kept.at(-1)!)) kept.pop()
  const short = words.length > kept.length ? kept.join(' ').replace(/[,;.]$/, '') : kept.join(' ')
  return withoutLoneMarks(short).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

/** Ends words in a full stop, inside the American quotation marks where they end in one. */
export function stopInQuotes(text: RichText): RichText {
  const last = text.at(-1)
  const closing = /[’”]{0,4}”$/.exec(last?.text ?? '')
  if (last === undefined || closing === null) return sentence(text)
  const words = last.text.slice(0, closing.index)
  const stopped = /[.!?…]$/.test(words) ? last.text : `${words}.${closing[0]}`
  return [...text.slice(0, -1), { ...last, text: stopped }]
}

export const withoutLeadingArticle = (text: string): string => text.replace(leadingArticle, '')
