import { expect, test } from 'vitest'
import { indexError } from '../../../src/search-index/local/index-error.js'

const thrown = (code: string) => Object.assign(new Error(`${code}: open`), { code })

test.each(['EMFILE', 'ENFILE', 'ENOMEM'])('a file that cannot be opened for %s is not called damaged', (code) => {
  const error = indexError('vectors.arrays', 'it cannot be read', thrown(code))
  expect(error).toMatchObject({ code: 'RESOURCES_EXHAUSTED', cause: { code } })
  expect(error.message).toMatch(/vectors\.arrays.*ulimit -n/)
})

test('a file that is gone is', () => {
  expect(indexError('vectors.arrays', 'it cannot be read', thrown('ENOENT'))).toMatchObject({ code: 'INDEX_DAMAGED' })
})
