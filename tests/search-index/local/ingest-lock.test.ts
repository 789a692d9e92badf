import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { acquireIngestLock } from '../../../src/search-index/local/ingest-lock.js'
import { thisProcess } from '../../../src/search-index/local/lock-owner.js'
import { indexFolder } from './index-folder.js'

const lockOf = (folder: string): string => join(folder, 'ingest.lock')
const ownerIn = async (folder: string) => JSON.parse(await readFile(lockOf(folder), 'utf8'))

/** A folder that another process has locked. */
async function lockedFolder(owner: object): Promise<string> {
  const folder = await indexFolder()
  await writeFile(lockOf(folder), JSON.stringify(owner))
  return folder
}

/** A process that runs until the test ends, with the lock that it would leave. */
async function otherProcess() {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  await once(child, 'spawn')
  onTestFinished(() => void child.kill())
  return { ...thisProcess(new Date()), pid: child.pid!, start: null }
}

async function takesOver(folder: string): Promise<void> {
  const lock = await acquireIngestLock(folder)
  expect(await ownerIn(folder)).toMatchObject({ pid: process.pid })
  await lock.release()
  expect(await readdir(folder)).toEqual([])
}

test('a second one in the same process is refused with owner and moment, and the first can be released', async () => {
  const folder = await indexFolder()
  const lock = await acquireIngestLock(folder)
  const { since } = await ownerIn(folder)
  await expect(acquireIngestLock(folder)).rejects.toMatchObject({
    code: 'INDEX_LOCKED',
    message: expect.stringMatching(`Process ${process.pid} is ingesting into this index since ${since}\\.`),
  })
  await lock.release()
  await takesOver(folder)
})

test('a process that runs holds its lock, however old it is', async () => {
  const since = new Date(Date.now() - 3 * 60_000).toISOString()
  const folder = await lockedFolder({ ...(await otherProcess()), since })
  await utimes(lockOf(folder), 0, 0)
  await expect(acquireIngestLock(folder)).rejects.toThrow(`since ${since}, for 3 min.`)
  expect(await ownerIn(folder)).toMatchObject({ since })
})

test('a process that has the number of the owner, but began at another moment, does not hold its lock', async () => {
  const other = await otherProcess()
  await takesOver(await lockedFolder({ ...other, start: 'another-start-of-the-machine 4711' }))
})

test('what was left by a process of this number, as in a container that was started again, is taken over', async () => {
  await takesOver(await lockedFolder(thisProcess(new Date(0))))
})

test('a lock of another machine or container is held as long as it is touched', async () => {
  const foreign = { ...thisProcess(new Date()), place: 'elsewhere pid:[1]', host: 'elsewhere' }
  const folder = await lockedFolder(foreign)
  await expect(acquireIngestLock(folder)).rejects.toThrow(/Process \d+ on elsewhere is ingesting/)
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lockOf(folder), longAgo, longAgo)
  await takesOver(folder)
})

test.each(['', '{}', 'null', '{"pid":"x","since":1}'])(
  'a lock that says nothing (%j) is taken over',
  async (content) => {
    const folder = await indexFolder()
    await writeFile(lockOf(folder), content)
    await takesOver(folder)
  },
)

test('the lock of an older release is held while its process runs', async () => {
  const { pid, since } = await otherProcess()
  await expect(acquireIngestLock(await lockedFolder({ pid, since }))).rejects.toMatchObject({ code: 'INDEX_LOCKED' })
})

test('who has lost its lock does not release another’s', async () => {
  const folder = await indexFolder()
  const lock = await acquireIngestLock(folder)
  const other = await otherProcess()
  await writeFile(lockOf(folder), JSON.stringify(other))
  await lock.release()
  expect(await ownerIn(folder)).toMatchObject({ pid: other.pid })
})

test('what a killed process left of taking the lock is removed by the next one, what one writes just now is not', async () => {
  const folder = await indexFolder()
  const [left, fresh] = [join(folder, 'ingest.lock.0123456789ab'), join(folder, 'ingest.lock.ba9876543210')]
  for (const file of [left, fresh]) await writeFile(file, '')
  const longAgo = new Date(Date.now() - 3_600_000)
  await utimes(left, longAgo, longAgo)
  await (await acquireIngestLock(folder)).release()
  expect(await readdir(folder)).toEqual(['ingest.lock.ba9876543210'])
})

test('a lock that cannot be removed is not held by this process any more', async () => {
  const folder = await indexFolder()
  const lock = await acquireIngestLock(folder)
  await rename(lockOf(folder), join(folder, 'kept'))
  await mkdir(join(lockOf(folder), 'in the way'), { recursive: true })
  await lock.release()
  await rm(lockOf(folder), { recursive: true })
  await rename(join(folder, 'kept'), lockOf(folder))
  await (await acquireIngestLock(folder)).release()
  expect(await readdir(folder)).toEqual([])
})
