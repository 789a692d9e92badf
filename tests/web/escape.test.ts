import { expect, test } from 'vitest'
import { escapeMarkdown } from '../../web/citations/escape.js'

test.each([
  ['1. It was dark.', '1\\. It was dark.'],
  ['12) It was dark.', '12\\) It was dark.'],
  ['- It was dark.', '\\- It was dark.'],
  ['---', '\\---'],
  ['===', '\\==='],
  ['one\rtwo\r\n\nthree', 'one two three'],
  ['3.5 million, -5 degrees', '3.5 million, -5 degrees'],
])('%j begins nothing in Markdown', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected)
})
