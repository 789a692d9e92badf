import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../../src/config.js'
import { passageKey } from '../../src/embeddings/caching-embedder.js'
import type { Embedder, PassageInput } from '../../src/embeddings/embedder.js'
import { toUnitLength } from '../../src/embeddings/unit-vector.js'
import { openVectorCache } from '../../src/embeddings/vector-cache.js'
import { openModels } from '../../src/open-models.js'
import { writeResult } from '../machine.js'
import { inputsIn } from '../model-inputs.js'
import { wholeNumber } from '../options.js'
import { median, quantile } from '../statistics.js'
import { seededRandom, syntheticArticle, writeSyntheticCorpus } from '../synthetic-corpus.js'
import { timed } from '../timed.js'

/**
 * `npm run bench:edits`: how long until one edited article among many is answered from, beside the time of embedding it.
 * The corpus is read by a real ingestion, whose vectors are drawn at random instead of computed: that would take hours.
 */
const { values } = parseArgs({
  options: { passages: { type: 'string', default: '20000' }, edits: { type: 'string', default: '15' } },
})
const PASSAGES_PER_ARTICLE = 8
const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'attest-bench-'))

async function run() {
  const settings = {
    ATTEST_CORPUS_DIR: path.join(folder, 'corpus'),
    ATTEST_INDEX_DIR: path.join(folder, 'index'),
    ATTEST_LOG_LEVEL: 'silent',
    ATTEST_READER_MODEL: 'none',
    ATTEST_PORT: '0',
  }
  const config = loadConfig(settings, folder)
  writeSyntheticCorpus(config.CORPUS_DIR, Math.ceil(wholeNumber('passages', values.passages) / PASSAGES_PER_ARTICLE))
  const { embedder, close } = await openModels(config)
  await drawVectors(config, embedder)
  const served = await serve(settings)
  try {
    const times = { embed: [] as number[], edit: [] as number[] }
    for (let edit = 0; edit < wholeNumber('edits', values.edits); edit += 1) {
      const text = syntheticArticle(1_000 + edit)
      const inputs = await inputsOf(text, config, embedder)
      times.embed.push(await timed(() => embedder.embedPassages(inputs)))
      writeFileSync(path.join(config.CORPUS_DIR, `article-${edit}.md`), text)
      times.edit.push(await timed(() => served.ingest()))
    }
    const ratios = times.edit.map((ms, i) => ms / times.embed[i]!)
    return {
      passages: await served.passages(),
      embedMs: Math.round(median(times.embed)),
      editMs: { p50: Math.round(median(times.edit)), max: Math.round(Math.max(...times.edit)) },
      editOverEmbedding: { p50: round(median(ratios)), p95: round(quantile(ratios, 0.95)) },
      goal: 'at most 5',
    }
  } finally {
    await Promise.all([served.close(), close()])
  }
}

/** The server as a user starts it; it has ingested the corpus when it is ready. */
async function serve(settings: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['dist/cli/main.js', 'serve', '--json'], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const { url } = JSON.parse(line) as { url: string }
  const get = async (address: string, init?: RequestInit) => (await fetch(url + address, init)).json()
  while (!(await get('/health/ready')).ready) await setTimeout(500)
  const ingest = async () => {
    const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }
    const { id } = await get('/api/ingest', post)
    // The stream ends with the ingestion.
    const events = await fetch(`${url}/api/ingest/${id}`, { headers: { Accept: 'text/event-stream' } })
    const told = await events.text()
    if (!told.includes('"outcome":"ingested"')) throw new Error(`expected an ingestion, got ${told}`)
  }
  return {
    ingest,
    passages: async () => (await get('/api/status')).corpus.passages,
    close: () => [child.kill(), ended][1],
  }
}

async function drawVectors(config: Config, embedder: Embedder): Promise<void> {
  const { fingerprint, dimensions } = embedder
  const cache = await openVectorCache({ folder: path.join(config.INDEX_DIR, 'cache'), fingerprint, dimensions })
  const random = seededRandom(3)
  const draw = () => toUnitLength(Array.from({ length: dimensions }, () => random() + random() + random() - 1.5))
  for await (const input of inputsIn(config.CORPUS_DIR, embedder)) {
    await cache.add(passageKey(input), { vector: draw(), sentenceVectors: input.sentences.map(draw) })
  }
  await cache.close()
}

async function inputsOf(text: string, config: Config, embedder: Embedder): Promise<PassageInput[]> {
  const aside = mkdtempSync(path.join(path.dirname(config.CORPUS_DIR), 'one-'))
  writeFileSync(path.join(aside, 'article.md'), text)
  const inputs: PassageInput[] = []
  for await (const input of inputsIn(aside, embedder)) inputs.push(input)
  return inputs
}

const round = (value: number) => Number(value.toFixed(2))

try {
  const figures = { edits: await run() }
  console.log(JSON.stringify(figures, null, 2))
  console.log(`written to ${writeResult('edits', figures)}`)
} finally {
  rmSync(folder, { recursive: true })
}
