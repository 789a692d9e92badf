import { spawn } from 'node:child_process'

/**
 * Processes that take all that they are given of a core each, at the priority of this one, as an ingestion's do.
 * @returns what ends them.
 */
export function burn(cores: number): () => void {
  const children = Array.from({ length: cores }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  )
  return () => {
    for (const child of children) child.kill('SIGKILL')
  }
}
