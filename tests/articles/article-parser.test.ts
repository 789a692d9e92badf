import { expect, test } from 'vitest'
import { createArticleParser } from '../../src/articles/article-parser.js'
import { childPids } from '../support/child-processes.js'

const file = { path: 'one.md', bytes: new TextEncoder().encode('Some words.'), sideCarBytes: null }

test('a process that was started beforehand reads the first file', async () => {
  const before = childPids().length
  const parser = createArticleParser({ parseTimeoutMs: 60_000 })
  parser.start()
  parser.start()
  expect(childPids()).toHaveLength(before + 1)
  expect((await parser.parse(file)).article.text).toBe('Some words.')
  expect(childPids()).toHaveLength(before + 1)
  await parser.close()
  expect(childPids()).toHaveLength(before)
})

test('closing ends a process that is still starting', async () => {
  const before = childPids().length
  const parser = createArticleParser({ parseTimeoutMs: 60_000 })
  parser.start()
  await parser.close()
  expect(childPids()).toHaveLength(before)
  await expect(parser.parse(file)).rejects.toMatchObject({ code: 'ARTICLE_PARSE_FAILED' })
  parser.start()
  expect(childPids()).toHaveLength(before)
})
