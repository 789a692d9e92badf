import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openLocalIndex } from '../../../src/search-index/local/open-local-index.js'
import { indexFolder, writeVersion } from './index-folder.js'
import { numberedArticles } from './numbered-articles.js'

const script = fileURLToPath(new URL('write-large-version.ts', import.meta.url))

// A limit on the size of files fails a write half-way, as a full disk does, without the need to fill one.
test.each([
  ['a text', 8, /EFBIG/],
  ['an array', 65, /EFBIG/],
  ['the graph, of which its library says nothing', 200, /expected a graph of more than/],
])('space that runs out while writing %s is an error, and the version before stays', async (_, limit, message) => {
  const folder = await indexFolder()
  const version = await writeVersion(folder, numberedArticles(1), 4)
  // In bash, not every shell, `ulimit -f` counts units of 1,024 bytes.
  const limited = ['-c', `ulimit -f ${limit} && exec "$0" --import tsx "$1" "$2"`, process.execPath, script, folder]
  const { stdout } = await promisify(execFile)('bash', limited)
  expect(stdout).toMatch(/^INDEX_WRITE_FAILED /)
  expect(stdout).toMatch(message)
  expect((await readdir(folder)).sort()).toEqual(['CURRENT', 'segments', 'versions'])
  const index = await openLocalIndex({ folder })
  expect(index?.version).toBe(version)
  await index?.close()
})
