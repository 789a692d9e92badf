import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../../src/config.js'
import type { Embedder } from '../../src/embeddings/embedder.js'
import type { Reader, Reading } from '../../src/reader/reader.js'
import { codeOf } from './source-code.js'

/** Results of a model by a hash of its whole input, in a file that only grows; several runs may add to it at once. */
class KeptResults<Result> {
  readonly #file: string
  readonly #known = new Map<string, Promise<Result>>()

  constructor(file: string) {
    this.#file = file
    mkdirSync(path.dirname(file), { recursive: true })
    for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
      // A line that another run is just writing is not there yet.
      if (line.endsWith('}')) {
        const { key, result } = JSON.parse(line)
        this.#known.set(key, Promise.resolve(result))
      }
    }
  }

  get(input: readonly unknown[], make: () => Promise<Result>): Promise<Result> {
    const key = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
    const found = this.#known.get(key) ?? this.#make(key, make)
    this.#known.set(key, found)
    return found
  }

  async #make(key: string, make: () => Promise<Result>): Promise<Result> {
    const result = await make()
    appendFileSync(this.#file, `${JSON.stringify({ key, result })}\n`)
    return result
  }
}

/** Embeds a question once and for all, however many variants, doors and runs ask it. */
export function keepingEmbedder(embedder: Embedder, folder: string): Embedder {
  const kept = new KeptResults<string>(path.join(folder, 'questions.jsonl'))
  return {
    ...embedder,
    async embedQuery(text) {
      const bytes = await kept.get([embedder.fingerprint, text], async () =>
        Buffer.from((await embedder.embedQuery(text)).buffer).toString('base64'),
      )
      return new Float32Array(new Uint8Array(Buffer.from(bytes, 'base64')).buffer)
    },
  }
}

/** JSON has no infinity. */
type StoredReading = Omit<Reading, 'sentenceLogits'> & { readonly sentenceLogits: readonly (number | null)[] }

/** Reads a passage for a question once and for all, as long as the reader's weights and code stay as they are. */
export function keepingReader(reader: Reader, config: Config, folder: string): Reader {
  const kept = new KeptResults<StoredReading>(path.join(folder, 'readings.jsonl'))
  const weights = path.join(config.MODELS_DIR, config.READER_MODEL, 'onnx/model_quantized.onnx')
  const maker = [
    config.READER_MODEL,
    existsSync(weights) ? createHash('sha256').update(readFileSync(weights)).digest('hex') : null,
    codeOf(['reader/transformer-reader.ts']),
  ]
  return {
    ...reader,
    read: (question, passages) =>
      Promise.all(
        passages.map(async (passage) => {
          const stored = await kept.get([maker, question, passage.title, passage.sentences], async () => {
            const [reading] = await reader.read(question, [passage])
            return reading!
          })
          const sentenceLogits = stored.sentenceLogits.map((logit) => logit ?? Number.NEGATIVE_INFINITY)
          return { ...stored, sentenceLogits }
        }),
      ),
  }
}
