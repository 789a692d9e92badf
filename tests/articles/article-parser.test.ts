import { expect, test } from 'vitest'
import { createArticleParser } from '../../src/articles/article-parser.js'
import { createFolderSource } from '../../src/articles/folder-source.js'
import { eventually } from '../cli/run-attest.js'
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

test('a process without work ends, and the next file starts another', async () => {
  const before = childPids().length
  const parser = createArticleParser({ idleMs: 1 })
  try {
    await parser.parse(file)
    await eventually('the process to end', () => childPids().length === before)
    expect((await parser.parse(file)).article.text).toBe('Some words.')
  } finally {
    await parser.close()
  }
})

test('a source leaves a parser that it was given open', async () => {
  const before = childPids().length
  const parser = createArticleParser()
  parser.start()
  await createFolderSource({ folder: 'corpus', parser }).close()
  expect(childPids()).toHaveLength(before + 1)
  expect((await parser.parse(file)).article.text).toBe('Some words.')
  await parser.close()
})

test('a process that is killed while it has no file is replaced for the next one', async () => {
  const before = childPids()
  const parser = createArticleParser()
  try {
    await parser.parse(file)
    const [parsing] = childPids().filter((pid) => !before.includes(pid))
    process.kill(Number(parsing), 'SIGKILL')
    await eventually('its end', () => !childPids().includes(parsing!))
    expect((await parser.parse(file)).article.text).toBe('Some words.')
  } finally {
    await parser.close()
  }
})
