import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readManifest } from '../../../src/search-index/local/current-version.js'
import { readCorpusRecord } from '../../../src/search-index/local/manifest.js'
import { openLocalIndex } from '../../../src/search-index/local/open-local-index.js'
import { randomNumbers } from '../indexed-articles.js'
import { indexFolder, writeVersion } from './index-folder.js'
import { numberedArticles } from './numbered-articles.js'

const script = fileURLToPath(new URL('version-loop.ts', import.meta.url))
const kills = 10
/** A version of this size takes a few tens of milliseconds, so this falls anywhere in one. */
const longestDelayMs = 60

test('a writer that is killed at any instant leaves a whole version behind, and the next one goes on from it', async () => {
  const folder = await indexFolder()
  const random = randomNumbers(17)
  let number = 0
  for (let kill = 0; kill < kills; kill += 1) {
    await killWhileWriting(folder, number + 1, random() * longestDelayMs)
    const current = await wholeVersion(folder)
    expect(current).toBeGreaterThan(number)
    number = current
  }
  await writeVersion(folder, numberedArticles(number + 1), 4, { number: number + 1 })
  expect(await wholeVersion(folder)).toBe(number + 1)
  expect((await readdir(folder)).sort()).toEqual(['CURRENT', 'segments', 'versions'])
  expect(await readdir(join(folder, 'segments'))).toHaveLength(2)
})

async function killWhileWriting(folder: string, from: number, delayMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exit])
  await setTimeout(delayMs)
  child.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
}

/** @returns the number of the current version, once all of it was seen to be of that version. */
async function wholeVersion(folder: string): Promise<number> {
  const { version } = (await readManifest(folder))!
  const { number } = (await readCorpusRecord(folder, version)) as { number: number }
  const index = (await openLocalIndex({ folder }))!
  for (const { article, passages } of numberedArticles(number)) {
    expect(await index.article(article.id)).toEqual(article)
    expect(await index.passages(passages.map(({ passage }) => passage.id))).toEqual(
      passages.map(({ passage }) => passage),
    )
  }
  expect(await index.statistics()).toMatchObject({ articles: 3, passages: 6 })
  await index.close()
  return number
}
