import { AttestError } from '../../../src/errors.js'
import { exactSearchPassages } from '../../../src/search-index/local/segment-files.js'
import { indexedArticle, randomArticles } from '../indexed-articles.js'
import { writeVersion } from './index-folder.js'

/** Writes one version in which every kind of file is larger than those before it; prints the error's code. */
// What a process gets beside EFBIG when a file outgrows its limit; it would end here.
process.on('SIGXFSZ', () => undefined)
const paragraphs = Array.from({ length: exactSearchPassages + 1 }, (_, n) => `Ferry ${n}.`)
const { article, passages } = indexedArticle({ id: 'long', paragraphs }, 8)
try {
  const long = { article: { ...article, blocks: [] }, passages }
  process.stdout.write(await writeVersion(process.argv[2]!, [...randomArticles(5, 8, 1), long], 8))
} catch (error) {
  process.stdout.write(error instanceof AttestError ? `${error.code} ${error.message}` : String(error))
}
