import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const sourceFolder = path.resolve(import.meta.dirname, '../../src')

/**
 * A hash of these files of `src/` and of all that they import: what they make may change when one of them does.
 * To be called early: somebody may edit the sources during a long run, but what runs is what was loaded.
 */
export function codeOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of [...importedFrom(files.map((name) => path.join(sourceFolder, name)))].sort()) {
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

function importedFrom(files: readonly string[], found = new Set<string>()): Set<string> {
  for (const file of files) {
    if (found.has(file) || !existsSync(file)) continue
    found.add(file)
    const imported = [...readFileSync(file, 'utf8').matchAll(/from\s+'(\.[^']+)\.js'/g)]
    importedFrom(
      imported.map((match) => path.resolve(path.dirname(file), `${match[1]}.ts`)),
      found,
    )
  }
  return found
}
