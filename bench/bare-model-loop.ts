import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig } from '../src/config.js'
import { readEmbeddingModel } from '../src/embeddings/embedding-model.js'
import { passageTokens } from '../src/embeddings/model-input.js'
import { loadEncoderSession } from '../src/inference/encoder-session.js'
import { loadTokenizer } from '../src/inference/tokenizer.js'

/**
 * The least that embedding a corpus can cost: the model alone, one thread, over the same inputs, nothing else.
 * Reads passages as JSON ({ heading, sentences }[]) from the file named first; prints milliseconds of the loop.
 */
const inputs: { heading: string; sentences: string[] }[] = JSON.parse(readFileSync(process.argv[2]!, 'utf8'))
const config = loadConfig({})
const folder = path.join(config.MODELS_DIR, config.EMBEDDING_MODEL)
const model = await readEmbeddingModel(config.EMBEDDING_MODEL, folder)
const format = { tokenizer: await loadTokenizer(folder), ...model }
const tokens = inputs.map((input) => passageTokens(format, input).inputIds)
const session = await loadEncoderSession(model.source)
for (const inputIds of tokens.slice(0, 20)) await session.run({ inputIds })
const started = performance.now()
for (const inputIds of tokens) await session.run({ inputIds })
process.stdout.write(`${JSON.stringify({ passages: inputs.length, ms: performance.now() - started })}\n`)
