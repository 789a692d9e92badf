import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import { purgeArticle } from '../../src/upkeep/purge-article.js'
import { verifyIndex } from '../../src/upkeep/verify-index.js'
import { readWithdrawn } from '../../src/upkeep/withdrawn-articles.js'
import { randomNumbers } from '../search-index/indexed-articles.js'
import { filesWith } from './bytes-under.js'
import { indexWithSecret, word } from './index-with-secret.js'

const script = fileURLToPath(new URL('purge-secret.ts', import.meta.url))
const kills = 10
const seed = 31
/** A purge of so small an index takes some hundred milliseconds, so this falls anywhere in one. */
const longestDelayMs = 400

test(`a purge that is killed at any instant (seed ${seed}) leaves a whole version, and ends its work when it is run again`, async () => {
  const random = randomNumbers(seed)
  for (let kill = 0; kill < kills; kill += 1) {
    const { folder } = await indexWithSecret()
    await killWhilePurging(folder, random() * longestDelayMs)
    expect(await verifyIndex(folder)).toMatchObject({ problems: [] })
    const index = (await openLocalIndex({ folder }))!
    expect((await index.article('other'))?.text).toBe('A ferry sank in 3.')
    const isGone = (await index.article('secret')) === null
    await index.close()
    // Whoever does not see it any more can rely on its not coming back.
    if (isGone) expect(await readWithdrawn(folder)).toHaveLength(1)
    await purgeArticle(folder, 'secret')
    expect(filesWith(folder, word)).toEqual([])
    expect(await verifyIndex(folder)).toMatchObject({ problems: [], articles: 1 })
  }
})

async function killWhilePurging(folder: string, delayMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exit])
  await wait(delayMs)
  child.kill('SIGKILL')
  await exit
}
