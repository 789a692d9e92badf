import { spawn } from 'node:child_process'

/**
 * A process that takes all that it is given of one core, at the priority of this one, as an ingestion would.
 * @returns what ends it.
 */
export function burn(): () => void {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  return () => child.kill('SIGKILL')
}
