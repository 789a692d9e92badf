import { expect, test } from 'vitest'
import { rewrittenQuestion } from '../../src/prompts/rewrite-prompt.js'

test.each([
  ['When was the lighthouse built?', 'When was the lighthouse built?'],
  ['\n  "When was it built?"\n', 'When was it built?'],
  ['Question: When was it built?', 'When was it built?'],
  ['Rewritten question: „Wann wurde es gebaut?“', 'Wann wurde es gebaut?'],
  ['Here is the question:\n\nWhen was it built?', 'When was it built?'],
  ['Who said "no"?', 'Who said "no"?'],
  ['When was it built?\nIt was built in 1884.', null],
  ['', null],
  ['a'.repeat(2_001), null],
])('of %j the question is %j', (modelText, question) => {
  expect(rewrittenQuestion(modelText)).toBe(question)
})
