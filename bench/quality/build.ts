import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../../src/config.js'
import { openEmbedder } from '../../src/open-embedder.js'
import { corpusName, openCorpusIndex } from './corpus-index.js'
import { readEvalSet } from './eval-set.js'

const work = path.join(tmpdir(), 'attest-quality')
const embedder = await openEmbedder(loadConfig({}))
for (const name of process.argv.slice(2)) {
  const set = readEvalSet(name)
  const folder = path.join(work, 'corpora', corpusName(set.articles))
  const started = performance.now()
  let last = 0
  const index = await openCorpusIndex({
    folder,
    vectorsFolder: path.join(folder, 'vectors'),
    articles: set.articles,
    embedder,
    onProgress(p) {
      if (performance.now() - last > 10000) {
        last = performance.now()
        console.log(name, p)
      }
    },
  })
  console.log(name, set.questions.length, await index.statistics(), Math.round(performance.now() - started))
  await index.close()
}
await embedder.close()
