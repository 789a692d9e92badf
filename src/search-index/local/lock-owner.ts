import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'

/** Who holds a lock, as the lock says. */
export const LockOwner = z.object({
  pid: z.int(),
  /** ISO 8601, UTC. */
  since: z.string(),
  /** Where the number means that process; what follows is missing in locks of older releases. */
  place: z.string().optional(),
  host: z.string().optional(),
  /** Tells the process from a later one with its number; null where the system does not say. */
  start: z.string().nullable().optional(),
})
export type LockOwner = z.infer<typeof LockOwner>

export const thisProcess = (since: Date): LockOwner => ({
  pid: process.pid,
  since: since.toISOString(),
  place: placeOfThisProcess(),
  host: hostname(),
  start: startOf(process.pid),
})

/**
 * Whether the owner still runs; null where this process cannot know, because it sees other processes: in another
 * container, on another machine.
 */
export function isRunning({ pid, place, start }: LockOwner): boolean | null {
  if (place !== undefined && place !== placeOfThisProcess()) return null
  // Whether this process holds the lock it knows by itself.
  if (pid === process.pid || !isAlive(pid)) return false
  // Numbers are given again, after a restart of the machine to the same programs.
  return start == null || start === startOf(pid)
}

/** The machine, and the set of processes that see each other there. */
function placeOfThisProcess(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** This start of the machine and the moment since then when the process began; null where the system does not say. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The program's name stands in parentheses and may hold anything; the moment is the 22nd field, the 20th after it.
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${began}`
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // Somebody else's process cannot be signalled, but it is there.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}
