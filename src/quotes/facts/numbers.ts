import type { Fact } from '../facts.js'

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  m: 1e6,
  bn: 1e9,
  dozen: 12,
}
const WORDS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(SMALL.map((word, value) => [word, value])),
  ...Object.fromEntries(TENS.flatMap((word, tens) => (word === '' ? [] : [[word, tens * 10]]))),
}
const WORD = `(?:${[...SMALL, ...TENS.filter((word) => word !== '')].join('|')})`
const SCALE = '(?:hundred|thousand|million|billion|trillion|bn|dozen)'
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
}
const ORDINAL = new RegExp(
  `\\b(?:(?<digits>\\d+)(?:st|nd|rd|th)|(?<word>${Object.keys(ORDINALS).join('|')}))\\b`,
  'giu',
)
const DIGITS = new RegExp(
  `(?<sign>[$£€])?(?<![\\p{L}\\d.,])(?<digits>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?:(?<percent> ?%| per ?cent\\b)|[ -]?(?<scale>${SCALE}|m)\\b)?(?![\\d])`,
  'giu',
)
const SPELLED = new RegExp(
  `\\b(?<words>${WORD}(?:[- ]${WORD})?(?: ${SCALE}){0,2}|(?<=\\ba )(?:hundred|thousand|million|billion|dozen))(?<percent> per ?cent\\b| ?%)?(?![\\p{L}])`,
  'giu',
)

/** Numbers in digits and in words; the value is in digits, with `%` where they are shares, the sign of a currency before and a full stop after an ordinal. */
export function numbersIn(text: string): Fact[] {
  const found = (pattern: RegExp, worth: (groups: Record<string, string | undefined>) => number): Fact[] =>
    [...text.matchAll(pattern)].map(({ 0: written, index, groups }): Fact => {
      const named = groups as Record<string, string | undefined>
      const value = `${named.sign ?? ''}${worth(named)}${named.percent === undefined ? '' : '%'}`
      return { kind: 'number', text: written, span: { start: index, end: index + written.length }, value }
    })
  const ordinals = [...text.matchAll(ORDINAL)].map(({ 0: written, index, groups }): Fact => {
    const { digits, word } = groups as Record<string, string | undefined>
    const value = `${digits ?? ORDINALS[word!.toLowerCase()]}.`
    return { kind: 'number', text: written, span: { start: index, end: index + written.length }, value }
  })
  return [
    ...ordinals,
    ...found(DIGITS, ({ digits, scale }) =>
      rounded(Number(digits!.replaceAll(',', '')) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1)),
    ),
    ...found(SPELLED, ({ words }) => spelled(words!)),
  ]
}

function spelled(words: string): number {
  let [sum, scale] = [0, 1]
  for (const word of words.toLowerCase().split(/[- ]/)) {
    if (SCALES[word] !== undefined) scale *= SCALES[word]
    else sum += WORDS[word] ?? 0
  }
  return Math.max(sum, 1) * scale === 0 ? 0 : (sum === 0 && scale > 1 ? 1 : sum) * scale
}

/** 1.1 million is no more exact than that. */
const rounded = (value: number): number => Number(value.toPrecision(12))
