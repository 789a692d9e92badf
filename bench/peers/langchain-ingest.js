import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { env } from '@huggingface/transformers'
import { HuggingFaceTransformersEmbeddings } from '@langchain/community/embeddings/huggingface_transformers'
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib'
import { Document } from '@langchain/core/documents'
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters'

/**
 * Ingestion as LangChain.js documents it, every class at its defaults but for what makes it comparable: the same weights,
 * from this disk. Named are the folder of articles, the folder of models, the model's name and where the index goes;
 * prints how many chunks there were.
 */
const [articlesFolder, modelsFolder, model, indexFolder] = process.argv.slice(2)
env.allowRemoteModels = false
env.localModelPath = modelsFolder

const documents = readdirSync(articlesFolder).map((name) => {
  const pageContent = readFileSync(path.join(articlesFolder, name), 'utf8')
  return new Document({ pageContent, metadata: { source: name } })
})
const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 1000, chunkOverlap: 200 })
const chunks = await splitter.splitDocuments(documents)
// The default is fp32; the shipped weights are int8, which this library calls q8.
const embeddings = new HuggingFaceTransformersEmbeddings({ model, pretrainedOptions: { dtype: 'q8' } })
const store = await HNSWLib.fromDocuments(chunks, embeddings)
await store.save(indexFolder)
process.stdout.write(`${JSON.stringify({ passages: chunks.length })}\n`)
