import { createLocalIndexWriter } from '../../../src/search-index/local/local-index-writer.js'
import { numberedArticles } from './numbered-articles.js'

/** Writes version after version until it is killed; says so on standard output after each. */
const folder = process.argv[2]!
for (let number = Number(process.argv[3]); ; number += 1) {
  const writer = await createLocalIndexWriter({
    folder,
    dimensions: 4,
    embedderFingerprint: 'e',
    splitterFingerprint: 's',
  })
  for (const { article, passages } of numberedArticles(number)) await writer.add(article, passages)
  await writer.commit({ number })
  process.stdout.write(`${number}\n`)
}
