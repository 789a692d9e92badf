import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ThinkingFilter } from '../../src/language-models/thinking-filter.js'

function filtered(pieces: readonly string[]): string {
  const filter = new ThinkingFilter()
  return pieces.map((piece) => filter.take(piece)).join('') + filter.end()
}

test.each([
  ['<think>a</think>b', 'b'],
  ['\n<think>a <think> b</think>\n\n c d\n', 'c d\n'],
  ['<think>without an end', ''],
  ['<thinking is what> we do', '<thinking is what> we do'],
  ['Say <think>a</think>', 'Say <think>a</think>'],
  ['<thin', '<thin'],
  ['', ''],
])('of %j it leaves %j, however it arrives', (text, expected) => {
  void fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const bounds = [0, ...cuts.sort((a, b) => a - b), text.length]
      expect(filtered(bounds.slice(1).map((end, index) => text.slice(bounds[index], end)))).toBe(expected)
    }),
    { numRuns: 50 },
  )
})
