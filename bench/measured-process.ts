import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface MeasuredRun {
  readonly output: string
  /** From start to exit. */
  readonly wallMs: number
  /** The sum of the peaks of the process and of all that it started; 0 where there is no /proc. */
  readonly peakMiB: number
}

/** Runs Node as a user would, and watches what it takes. @throws where it does not end with 0. */
export function runMeasured(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<MeasuredRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const peaks = new Map<number, number>()
    const watch = setInterval(() => notePeaks(child.pid!, peaks), 200)
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.on('close', (code) => {
      clearInterval(watch)
      if (code !== 0) return reject(new Error(`${args.join(' ')} ended with ${code}`))
      const peakMiB = Math.round([...peaks.values()].reduce((sum, kib) => sum + kib, 0) / 1024)
      resolve({ output, wallMs: performance.now() - started, peakMiB })
    })
  })
}

/** Linux only: elsewhere there is no /proc and the peak stays 0. */
function notePeaks(pid: number, peaks: Map<number, number>): void {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    if (peak !== undefined) peaks.set(pid, Number(peak))
    for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')) {
      if (child !== '') notePeaks(Number(child), peaks)
    }
  } catch {
    // It ended between the listing and the reading.
  }
}
