import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AttestError } from '../../errors.js'

export interface IngestLock {
  release(): Promise<void>
}

interface Owner {
  readonly pid: number
  /** ISO 8601, UTC. */
  readonly since: string
}

/** Held by this process; in a container every process may have the same number, so the file alone does not tell. */
const held = new Set<string>()

/**
 * Makes sure that one process at a time writes into an index folder. The lock of a process that is gone is taken over.
 * @throws {AttestError} `INDEX_LOCKED` naming the owner and since when; `INDEX_WRITE_FAILED`.
 */
export async function acquireIngestLock(folder: string): Promise<IngestLock> {
  const path = join(folder, 'ingest.lock')
  if (held.has(path)) throw lockedBy({ pid: process.pid, since: 'just now' })
  held.add(path)
  try {
    await mkdir(folder, { recursive: true })
    if (!(await create(path))) {
      await removeStale(path)
      if (!(await create(path))) throw lockedBy((await readOwner(path)) ?? { pid: 0, since: 'just now' })
    }
  } catch (thrown) {
    held.delete(path)
    if (thrown instanceof AttestError) throw thrown
    throw new AttestError('INDEX_WRITE_FAILED', `Cannot write ${path}. Check that the folder may be written to.`, {
      cause: thrown,
    })
  }
  return {
    async release() {
      await rm(path, { force: true })
      held.delete(path)
    },
  }
}

/** The lock appears with its owner in it: nobody ever reads a lock that is still being written. */
async function create(path: string): Promise<boolean> {
  const prepared = `${path}.${randomBytes(6).toString('hex')}`
  const owner: Owner = { pid: process.pid, since: new Date().toISOString() }
  await writeFile(prepared, JSON.stringify(owner))
  try {
    await link(prepared, path)
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  } finally {
    await rm(prepared, { force: true })
  }
}

/** Of two processes that find the same stale lock only one can rename it; the other then meets the first one's. */
async function removeStale(path: string): Promise<void> {
  const owner = await readOwner(path)
  if (owner !== null && isAlive(owner.pid)) throw lockedBy(owner)
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await rename(path, aside)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return
    throw thrown
  }
  const removed = await readOwner(aside)
  if (removed !== null && isAlive(removed.pid)) {
    // Somebody took the stale lock over between our look and our rename: give it back.
    await link(aside, path).catch(() => {})
    await rm(aside, { force: true })
    throw lockedBy(removed)
  }
  await rm(aside, { force: true })
}

/** Null where there is no lock, or its content says nothing. */
async function readOwner(path: string): Promise<Owner | null> {
  try {
    const owner: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('since' in owner)) return null
    return { pid: Number(owner.pid), since: String(owner.since) }
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // Somebody else's process cannot be signalled, but it is there.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const lockedBy = ({ pid, since }: Owner): AttestError =>
  new AttestError(
    'INDEX_LOCKED',
    `Process ${pid} is ingesting into this index since ${since}. Wait until it ends, or end it if it hangs.`,
  )
