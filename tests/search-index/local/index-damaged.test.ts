import { expect, test } from 'vitest'
import { indexDamaged } from '../../../src/search-index/local/index-damaged.js'

const thrown = (code: string) => Object.assign(new Error(`${code}: open`), { code })

test.each(['EMFILE', 'ENFILE', 'ENOMEM'])('a file that cannot be opened for %s is not called damaged', (code) => {
  const error = indexDamaged('vectors.arrays', 'it cannot be read', thrown(code))
  expect(error).toMatchObject({ code: 'RESOURCES_EXHAUSTED', cause: { code } })
  expect(error.message).toMatch(/vectors\.arrays.*ulimit -n/)
})

test('a file that is gone is', () => {
  expect(indexDamaged('vectors.arrays', 'it cannot be read', thrown('ENOENT'))).toMatchObject({ code: 'INDEX_DAMAGED' })
})
