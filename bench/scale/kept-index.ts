import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { indexFormatVersion } from '../../src/search-index/local/manifest.js'
import { runMeasured } from '../measured-process.js'

const root = path.resolve(import.meta.dirname, '../..')

/** Raised with every change of the synthetic corpus. */
const corpusVersion = 1

export const defaultWork = path.join(tmpdir(), 'attest-scale')

/** How building went. */
export interface BuiltIndex {
  readonly passages: number
  /** Until every passage was added, and until the version stood. */
  readonly addedMs: number
  readonly builtMs: number
  readonly peakMiB: number
  readonly bytesByFile: Readonly<Record<string, number>>
}

/** Builds the synthetic index of so many passages unless the folder for work has it already. */
export async function keptIndex(work: string, passages: number): Promise<{ folder: string; built: BuiltIndex }> {
  const folder = path.join(work, `format-${indexFormatVersion}-corpus-${corpusVersion}`, String(passages))
  const told = path.join(folder, 'built.json')
  if (!existsSync(told)) {
    rmSync(folder, { recursive: true, force: true })
    await runMeasured(['--import', 'tsx', 'bench/scale/build-index.ts', folder, String(passages)], { cwd: root })
  }
  return { folder, built: JSON.parse(readFileSync(told, 'utf8')) as BuiltIndex }
}
