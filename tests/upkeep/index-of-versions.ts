import { beginVersion, indexFolder } from '../search-index/local/index-folder.js'
import { numberedArticles } from '../search-index/local/numbered-articles.js'

/** A folder of versions that all tell their number, removed when the test ends. */
export async function indexOfVersions(count: number): Promise<{ folder: string; versions: string[] }> {
  const folder = await indexFolder()
  const versions: string[] = []
  for (let number = 1; number <= count; number += 1) versions.push(await writeNumbered(folder, number, count))
  return { folder, versions }
}

export async function writeNumbered(folder: string, number: number, keepVersions: number): Promise<string> {
  const writer = await beginVersion(folder, 4, keepVersions)
  for (const { article, passages } of numberedArticles(number)) await writer.add(article, passages)
  return await writer.commit({ number })
}
