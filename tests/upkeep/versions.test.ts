import { mkdir, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import { listVersions, rollBack, unpin } from '../../src/upkeep/versions.js'
import { indexFolder } from '../search-index/local/index-folder.js'
import { indexOfVersions, writeNumbered } from './index-of-versions.js'

async function servedVersion(folder: string): Promise<string | undefined> {
  const index = await openLocalIndex({ folder })
  await index?.close()
  return index?.version
}

test('versions are listed from the oldest on, with what they hold and which is served', async () => {
  const { folder, versions } = await indexOfVersions(2)
  const held = { articles: 3, passages: 6, problem: null, isPinned: false }
  expect(await listVersions(folder)).toMatchObject([
    { ...held, version: versions[0], isNewest: false, isServed: false },
    { ...held, version: versions[1], isNewest: true, isServed: true },
  ])
  await truncate(join(folder, 'versions', versions[0]!, 'manifest.json'), 3)
  expect(await listVersions(folder)).toMatchObject([
    { articles: null, bytes: null, problem: expect.stringContaining('manifest.json') },
    { ...held },
  ])
  expect(await listVersions(await indexFolder())).toEqual([])
})

test('a roll back serves the version before, then the one before that, until it is ended', async () => {
  const { folder, versions } = await indexOfVersions(3)
  const [first, second, third] = versions as [string, string, string]
  expect(await rollBack(folder)).toEqual({ version: second, before: third, hasSameModel: true })
  expect(await servedVersion(folder)).toBe(second)
  expect(await rollBack(folder)).toEqual({ version: first, before: second, hasSameModel: true })
  await expect(rollBack(folder)).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' })
  expect(await servedVersion(folder)).toBe(first)
  expect(await rollBack(folder, third)).toMatchObject({ version: third })
  expect(await unpin(folder)).toEqual({ pinned: third, version: third })
  expect(await unpin(folder)).toEqual({ pinned: null, version: third })
  expect((await readdir(folder)).sort()).toEqual(['CURRENT', 'segments', 'versions'])
})

test('a pinned version outlives the ones that are built after it, and goes once it is unpinned', async () => {
  const { folder, versions } = await indexOfVersions(2)
  await rollBack(folder)
  const later: string[] = []
  for (const number of [3, 4, 5]) later.push(await writeNumbered(folder, number, 1))
  expect(await readdir(join(folder, 'versions'))).toEqual([versions[0], later[2]])
  expect(await readdir(join(folder, 'segments'))).toEqual([versions[0], later[2]])
  expect(await servedVersion(folder)).toBe(versions[0])
  await unpin(folder)
  expect(await servedVersion(folder)).toBe(later[2])
  const last = await writeNumbered(folder, 6, 1)
  expect(await readdir(join(folder, 'versions'))).toEqual([last])
})

test.each([undefined, '000001-00000000', '../../etc'])(
  'without such a version (%j) nothing changes',
  async (wanted) => {
    const { folder, versions } = await indexOfVersions(1)
    await expect(rollBack(folder, wanted)).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' })
    expect(await servedVersion(folder)).toBe(versions[0])
    await expect(rollBack(await indexFolder(), wanted)).rejects.toMatchObject({ code: 'INDEX_MISSING' })
  },
)

test('a version that is not whole is not gone back to', async () => {
  const { folder, versions } = await indexOfVersions(2)
  await truncate(join(folder, 'segments', versions[0]!, 'texts.utf16le'), 3)
  await expect(rollBack(folder)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  expect(await servedVersion(folder)).toBe(versions[1])
})

test.each(['', 'half', '../../etc\n'])('a pin of %j is refused with the command that ends it', async (content) => {
  const { folder, versions } = await indexOfVersions(1)
  await writeFile(join(folder, 'PINNED'), content)
  await expect(openLocalIndex({ folder })).rejects.toMatchObject({
    code: 'INDEX_DAMAGED',
    message: expect.stringMatching(/PINNED.*"attest unpin"/),
  })
  await unpin(folder)
  expect(await servedVersion(folder)).toBe(versions[0])
})

test('a pinned version that was damaged since is refused with the command that ends it, even after an ingestion', async () => {
  const { folder, versions } = await indexOfVersions(2)
  await rollBack(folder)
  await rm(join(folder, 'segments', versions[0]!, 'texts.utf16le'))
  const last = await writeNumbered(folder, 3, 2)
  await expect(openLocalIndex({ folder })).rejects.toThrow(/texts\.utf16le.*"attest unpin"/)
  await unpin(folder)
  expect(await servedVersion(folder)).toBe(last)
})

test('a pinned version that a killed writer had moved away is put back by the next one', async () => {
  const { folder, versions } = await indexOfVersions(2)
  await rollBack(folder)
  await rename(join(folder, 'versions', versions[0]!), join(folder, `.removing-${versions[0]}`))
  await mkdir(join(folder, '.removing-000009-0a0a0a0a'))
  await writeNumbered(folder, 3, 2)
  expect(await servedVersion(folder)).toBe(versions[0])
  expect((await readdir(folder)).sort()).toEqual(['CURRENT', 'PINNED', 'segments', 'versions'])
})

test('what is pinned while versions are being removed is either refused or stays', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { folder, versions } = await indexOfVersions(2)
    const pinning = rollBack(folder, versions[0]).then(
      () => true,
      () => false,
    )
    const last = await writeNumbered(folder, 3, 1)
    expect(await servedVersion(folder)).toBe((await pinning) ? versions[0] : last)
  }
})
