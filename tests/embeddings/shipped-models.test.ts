import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { modelsDir } from './shipped-model.js'

const sums = (await readFile(path.join(modelsDir, 'SHA256SUMS'), 'utf8'))
  .trimEnd()
  .split('\n')
  .map((line) => ({ sha256: line.slice(0, 64), file: line.slice(66) }))

test.each(sums)('models/$file has the checksum that SHA256SUMS states', async ({ sha256, file }) => {
  const bytes = await readFile(path.join(modelsDir, file))
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
})

test('SHA256SUMS names every file of every model', async () => {
  const entries = await readdir(modelsDir, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(modelsDir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => file.includes('/'))
  expect(sums.map(({ file }) => file).sort()).toEqual(files.sort())
})
