import { createFolderSource } from '../src/articles/folder-source.js'
import type { Config } from '../src/config.js'
import type { Embedder, PassageInput } from '../src/embeddings/embedder.js'
import { openModels } from '../src/open-models.js'
import { headingLine } from '../src/passages/heading-line.js'
import { splitArticle } from '../src/passages/split-passages.js'

/** What the model is given when this corpus is ingested, for a loop that runs the model and nothing else. */
export async function modelInputs(config: Config): Promise<PassageInput[]> {
  const { embedder, close } = await openModels(config)
  const inputs: PassageInput[] = []
  for await (const input of inputsIn(config.CORPUS_DIR, embedder)) inputs.push(input)
  await close()
  return inputs
}

/** The same, one after another. @throws where a file holds no article. */
export async function* inputsIn(corpus: string, embedder: Embedder): AsyncGenerator<PassageInput> {
  const source = createFolderSource({ folder: corpus })
  for await (const outcome of source.read()) {
    if (outcome.kind === 'failed') throw outcome.error
    if (outcome.kind !== 'article') continue
    const { article } = outcome
    for (const passage of splitArticle(article, embedder)) {
      const sentences = passage.sentences.map(({ start, end }) => article.text.slice(start, end))
      yield { heading: headingLine(article.metadata.title, passage.headings), sentences }
    }
  }
  await source.close()
}
