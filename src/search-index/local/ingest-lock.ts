import { mkdir, open, readFile, rm } from 'node:fs/promises'
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
      const owner = await readOwner(path)
      if (owner !== null && isAlive(owner.pid)) throw lockedBy(owner)
      await rm(path, { force: true })
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

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    const owner: Owner = { pid: process.pid, since: new Date().toISOString() }
    await file.writeFile(JSON.stringify(owner))
    await file.close()
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  }
}

/** Null where the file says nothing sensible: its owner was killed while writing it. */
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
