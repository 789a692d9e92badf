import { readFileSync } from 'node:fs'

/** Numbers of the processes that this one has started and that have not ended. */
export const childPids = (): string[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean)
