import { open, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Article } from '../articles/article.js'
import { segmentFileNames } from '../search-index/local/segment-files.js'
import { readExactly } from '../search-index/local/typed-array-file.js'
import { readContents } from './export-format.js'

/** What the index folder is made of; an export lies somewhere else in it. */
const notLookedAt = ['versions', 'segments', 'cache']

/**
 * Exports that lie in an index folder and hold such an article; one that cannot be read may hold it.
 * @returns paths inside the folder.
 */
export async function exportsHolding(
  folder: string,
  isGone: (article: Pick<Article, 'id' | 'textSha256'>) => boolean,
): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !notLookedAt.includes(file.split(path.sep)[0]!))
  const holding: string[] = []
  for (const file of files) if (await holds(path.join(folder, file), isGone)) holding.push(file)
  return holding.sort()
}

async function holds(file: string, isGone: Parameters<typeof exportsHolding>[1]): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(14), 0, 14, 0)
    if (buffer.toString('latin1', 0, bytesRead) !== 'attest export ') return false
    const { files } = await readContents(file, handle)
    for (const { name, start, bytes } of files) {
      if (name !== segmentFileNames.articles) continue
      const lines = (await readExactly(handle, Buffer.alloc(bytes), start)).toString().split('\n')
      if (lines.some((line) => line !== '' && isGone(JSON.parse(line)))) return true
    }
    return false
  } catch {
    return true
  } finally {
    await handle.close()
  }
}
