import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePassageId, passageId } from '../../src/passages/passage-id.js'

test('a passage id names article, text and span', () => {
  const article = { id: 'river-news', textSha256: 'abcdef0123456789'.padEnd(64, '0') }
  expect(passageId(article, { start: 3, end: 41 })).toBe('river-news.abcdef012345.3-41')
})

test('what was written is read back, dots in the article id included', async () => {
  await fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/),
      fc.nat(),
      fc.integer({ min: 1, max: 9_999 }),
      (id, start, length) => {
        const span = { start, end: start + length }
        const written = passageId({ id, textSha256: 'f'.repeat(64) }, span)
        expect(parsePassageId(written)).toEqual({ articleId: id, textSha256Start: 'f'.repeat(12), span })
      },
    ),
  )
})

test.each([
  '',
  'river-news',
  'river-news.abcdef012345.41-3',
  'river-news.abcdef012345.3-3',
  'river-news.abcdef012345.03-41',
  'river-news.ABCDEF012345.3-41',
  'river-news.abcdef012345.3-41 ',
  '.abcdef012345.3-41',
])('%j is not a passage id', (id) => {
  expect(parsePassageId(id)).toBeNull()
})
