import { createFolderSource } from '../src/articles/folder-source.js'
import type { Config } from '../src/config.js'
import type { PassageInput } from '../src/embeddings/embedder.js'
import { openModels } from '../src/open-models.js'
import { headingLine } from '../src/passages/heading-line.js'
import { splitArticle } from '../src/passages/split-passages.js'

/** What the model is given when this corpus is ingested, for a loop that runs the model and nothing else. */
export async function modelInputs(config: Config): Promise<PassageInput[]> {
  const { embedder, close } = await openModels(config)
  const source = createFolderSource({ folder: config.CORPUS_DIR })
  const inputs: PassageInput[] = []
  for await (const outcome of source.read()) {
    if (outcome.kind === 'failed') throw outcome.error
    if (outcome.kind !== 'article') continue
    const { article } = outcome
    for (const passage of splitArticle(article, embedder)) {
      const sentences = passage.sentences.map(({ start, end }) => article.text.slice(start, end))
      inputs.push({ heading: headingLine(article.metadata.title, passage.headings), sentences })
    }
  }
  await Promise.all([source.close(), close()])
  return inputs
}
