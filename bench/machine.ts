import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

/** Where and on what a figure was measured; without it a figure says little. */
export function provenance() {
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD'),
    uncommittedChanges: git('status', '--porcelain', '--', 'src', 'bench', 'models') !== '',
    node: process.version,
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryGiB: Math.round(totalmem() / 2 ** 30),
    },
  }
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

export function writeResult(name: string, figures: object): string {
  const measured = { ...provenance(), ...figures }
  const file = path.join(root, 'bench/results', `${measured.date.slice(0, 10)}-${name}.json`)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`)
  return path.relative(root, file)
}
