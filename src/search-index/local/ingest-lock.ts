import { randomBytes } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { AttestError } from '../../errors.js'
import { isRunning, LockOwner, thisProcess } from './lock-owner.js'

export interface IngestLock {
  release(): Promise<void>
}

/** Held by this process; in a container every process may have the same number, so the file alone does not tell. */
const held = new Map<string, LockOwner>()

/** Since when this process held locks that it could not remove. */
const left = new Set<string>()

/** The owner touches its lock so often; one that nobody touched for so long is left over. */
const TOUCH_MS = 5_000
const UNTOUCHED_MS = 30_000

/**
 * Makes sure that one process at a time writes into an index folder. The lock of a process that is gone is taken over.
 * @throws {AttestError} `INDEX_LOCKED` naming the owner and since when; `INDEX_WRITE_FAILED`.
 */
export async function acquireIngestLock(folder: string): Promise<IngestLock> {
  const path = join(folder, 'ingest.lock')
  const holder = held.get(path)
  if (holder !== undefined) throw lockedBy(holder)
  const owner = thisProcess(new Date())
  held.set(path, owner)
  try {
    await mkdir(folder, { recursive: true })
    if (!(await create(path, owner))) {
      await removeStale(path)
      if (!(await create(path, owner))) throw lockedBy((await readOwner(path)) ?? { ...owner, pid: 0 })
    }
  } catch (thrown) {
    held.delete(path)
    if (thrown instanceof AttestError) throw thrown
    throw new AttestError('INDEX_WRITE_FAILED', `Cannot write ${path}. Check that the folder may be written to.`, {
      cause: thrown,
    })
  }
  await removePrepared(folder)
  const touching = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {})
  }, TOUCH_MS).unref()
  return {
    async release() {
      clearInterval(touching)
      // A process that stood still for long may have lost it to another.
      const { pid, since } = (await readOwner(path)) ?? owner
      if (pid === owner.pid && since === owner.since) await rm(path, { force: true }).catch(() => left.add(owner.since))
      held.delete(path)
    },
  }
}

/** The lock appears with its owner in it: nobody ever reads a lock that is still being written. */
async function create(path: string, owner: LockOwner): Promise<boolean> {
  const prepared = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(prepared, JSON.stringify(owner))
    await link(prepared, path)
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  } finally {
    await rm(prepared, { force: true })
  }
}

/** What processes left that were killed while they took the lock. */
async function removePrepared(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names.filter((each) => /^ingest\.lock\.[0-9a-f]{12}$/.test(each))) {
    const file = join(folder, name)
    const written = await stat(file).catch(() => null)
    if (written !== null && Date.now() - written.mtimeMs > UNTOUCHED_MS) await rm(file, { force: true }).catch(() => {})
  }
}

/** Of two processes that find the same stale lock only one can rename it; the other then meets the first one's. */
async function removeStale(path: string): Promise<void> {
  const owner = await readOwner(path)
  if (owner !== null && (await isHeld(path, owner))) throw lockedBy(owner)
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await rename(path, aside)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return
    throw thrown
  }
  const removed = await readOwner(aside)
  if (removed !== null && (await isHeld(aside, removed))) {
    // Somebody took the stale lock over between our look and our rename: give it back.
    await link(aside, path).catch(() => {})
    await rm(aside, { force: true })
    throw lockedBy(removed)
  }
  await rm(aside, { force: true })
}

/** Null where there is no lock, or its content says nothing. */
async function readOwner(path: string): Promise<LockOwner | null> {
  try {
    return LockOwner.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

/** Of a lock that this process does not hold. One whose owner cannot be seen from here is held while it is touched. */
async function isHeld(path: string, owner: LockOwner): Promise<boolean> {
  if (owner.pid === process.pid && left.has(owner.since)) return false
  const runs = isRunning(owner)
  if (runs !== null) return runs
  const touched = await stat(path).catch(() => null)
  return touched !== null && Date.now() - touched.mtimeMs < UNTOUCHED_MS
}

function lockedBy({ pid, since, host }: LockOwner): AttestError {
  const where = host === undefined || host === hostname() ? '' : ` on ${host}`
  const minutes = Math.floor((Date.now() - Date.parse(since)) / 60_000)
  const age = minutes >= 1 ? `, for ${minutes} min` : ''
  return new AttestError(
    'INDEX_LOCKED',
    `Process ${pid}${where} is ingesting into this index since ${since}${age}. Wait until it ends, or end it if it hangs.`,
  )
}
