import { expect, test } from 'vitest'
import { movedByWord } from '../../web/article/word-steps.js'

/** The words between the bars, one end moved. */
function step(marked: string, end: 'start' | 'end', by: -1 | 1): string | null {
  const [before, words, after] = marked.split('|') as [string, string, string]
  const text = before + words + after
  const span = movedByWord(text, { start: before.length, end: before.length + words.length }, end, by)
  return span && text.slice(span.start, span.end)
}

test.each([
  ['The |last keeper| left.', 'start', -1, 'The last keeper'],
  ['The |last keeper| left.', 'start', 1, 'keeper'],
  ['The |last keeper| left.', 'end', 1, 'last keeper left.'],
  ['The |last keeper| left.', 'end', -1, 'last'],
  ['|The last keeper left.|', 'start', -1, null],
  ['|The last keeper left.|', 'end', 1, null],
  ['The last |keeper| left.', 'end', -1, null],
  ['The last |keeper| left.', 'start', 1, null],
  ['It is a |well-known| “fact”, then.', 'end', 1, 'well-known “fact”,'],
  ['One ends.\n\n|The next| begins.', 'start', -1, 'ends.\n\nThe next'],
  ['Half a |wor|d is left.', 'end', 1, 'word'],
  ['她住在|灯塔|里面。', 'end', 1, '灯塔里面。'],
  ['An 👩‍👩‍👧 |family| here', 'start', -1, '👩‍👩‍👧 family'],
] as const)('in “%s” the %s moves by %i word: %s', (marked, end, by, expected) => {
  expect(step(marked, end, by)).toBe(expected)
})
