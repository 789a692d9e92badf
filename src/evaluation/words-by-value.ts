import { normalisedWords } from './words.js'

const UNITS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const TEENS = 'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const numberWords = new Map([
  ...[...UNITS, ...TEENS].map((word, value) => [word, value] as const),
  ...TENS.map((word, i) => [word, 20 + 10 * i] as const),
])
const multipliers = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
])
/** "12.6 million", "1,500", "twenty-one", "two hundred": a number, and a word that multiplies it. */
const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|(?:(?:${TENS.join('|')})-(?:${UNITS.slice(1, 10).join('|')})|${[...numberWords.keys()].join('|')})(?![\\p{L}\\p{N}]))(?:[ -](${[...multipliers.keys()].join('|')})(?!\\p{L}))?`,
  'giu',
)

/**
 * `normalisedWords`, with numbers by their value ("six" is 6, "$12.6 million" is 12600000), "%" as percent, and words
 * without the s of a plural: how a reader would compare an answer, where the SQuAD script sees another wording.
 */
export function wordsByValue(text: string): string {
  const valued = text
    .replaceAll('%', ' percent')
    .replace(/per cent/gi, 'percent')
    .replace(NUMBER, numberByValue)
  return normalisedWords(valued).split(' ').map(singular).join(' ')
}

function numberByValue(found: string, multiplier: string | undefined): string {
  const number = multiplier === undefined ? found : found.slice(0, -multiplier.length - 1)
  const value = numericValue(number.toLowerCase()) * (multipliers.get(multiplier?.toLowerCase() ?? '') ?? 1)
  // A letter for the point, so that 1.6 stays one word and does not hold 6.
  return String(Number(value.toPrecision(12))).replace('.', 'd')
}

function numericValue(number: string): number {
  if (/^\d/.test(number)) return Number(number.replaceAll(',', ''))
  return number.split('-').reduce((sum, word) => sum + numberWords.get(word)!, 0)
}

const singular = (word: string): string => (/^\p{L}{3,}[^siu]s$/u.test(word) ? word.slice(0, -1) : word)
