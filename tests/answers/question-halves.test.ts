import { expect, test } from 'vitest'
import { questionHalves } from '../../src/answers/question-halves.js'

test.each([
  ['When was the tower built and who paid for it?', ['When was the tower built', 'who paid for it?']],
  ['When was the tower built? Who paid for it?', ['When was the tower built?', 'Who paid for it?']],
  ['Why did it close, and when will it open again?', ['Why did it close', 'when will it open again?']],
  ['When and where was the keeper born?', ['When and where was the keeper born?']],
  ['Who built the tower and the bridge?', ['Who built the tower and the bridge?']],
  ['Who built the tower?', ['Who built the tower?']],
  ['Mr. Orde built it? Really?', ['Mr. Orde built it? Really?']],
])('%s', (question, halves) => {
  expect(questionHalves(question)).toEqual(halves)
})
