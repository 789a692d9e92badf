import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { NICENESS_BESIDE_QUESTIONS } from '../../src/open-models.js'

/**
 * Processes that take all that they are given of a core each, at the priority of an ingestion.
 * @returns what ends them.
 */
export function burn(cores: number): () => void {
  const children = Array.from({ length: cores }, () => {
    const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
    if (child.pid !== undefined) setPriority(child.pid, NICENESS_BESIDE_QUESTIONS)
    return child
  })
  return () => {
    for (const child of children) child.kill('SIGKILL')
  }
}
