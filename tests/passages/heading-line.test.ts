import { expect, test } from 'vitest'
import { headingLine } from '../../src/passages/heading-line.js'

test.each([
  ['title and headings are joined, outermost first', 'Rivers', ['Europe', 'The Elbe'], 'Rivers — Europe — The Elbe'],
  ['an unknown title is left out', null, ['Europe'], 'Europe'],
  ['nothing known is an empty line', null, [], ''],
  [
    'line ends become spaces, blank parts go',
    ' Rivers\r\nand  lakes ',
    [' ', 'The\nElbe'],
    'Rivers and lakes — The Elbe',
  ],
] as const)('%s', (_, title, headings, expected) => {
  expect(headingLine(title, headings)).toBe(expected)
})
