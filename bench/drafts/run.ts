import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../../src/config.js'
import { readDraft } from '../../src/drafts/read-draft.js'
import { mapConcurrently } from '../../src/map-concurrently.js'
import { openModels } from '../../src/open-models.js'
import { createAttest } from '../../src/service.js'
import { writeResult } from '../machine.js'
import { median } from '../statistics.js'
import { seededRandom, writeSyntheticCorpus } from '../synthetic-corpus.js'
import { timed } from '../timed.js'

/** `npm run bench:drafts`: checking a draft of 3,000 words over 10,000 passages beside embedding its sentences alone. */
const ARTICLES = 1_250
const WORDS = 3_000
const REPEATS = 5
/** As the check looks at that many sentences together. */
const AT_ONCE = 4

const folder = mkdtempSync(path.join(tmpdir(), 'attest-drafts-'))

/** Sentences of the corpus as they are, with a word changed, and quoted; and some that no article has. */
function writeDraft(corpus: string): string {
  const random = seededRandom(11)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const texts = readdirSync(corpus).map((name) => readFileSync(path.join(corpus, name), 'utf8').split('---\n')[2]!)
  const sentence = () =>
    pick(
      pick(texts)
        .trim()
        .split(/(?<=\.)\s+/),
    )
  const changed = (words: string) => words.replace(/ \S+ (?=\S+ \S+\.$)/, ' forty ')
  const shuffled = (words: string) =>
    words
      .slice(0, -1)
      .split(' ')
      .sort(() => random() - 0.5)
      .join(' ')
  const kinds = [
    () => sentence(),
    () => changed(sentence()),
    () => `Nora Vale writes that “${sentence().slice(0, -1).toLowerCase()}.”`,
    () => `The ${shuffled(sentence()).toLowerCase()}.`,
  ]
  const sentences: string[] = []
  for (let words = 0; words < WORDS; words += sentences.at(-1)!.split(' ').length) {
    sentences.push(kinds[sentences.length % kinds.length]!())
  }
  return sentences.map((one, i) => (i % 6 === 5 ? `${one}\n\n` : `${one} `)).join('')
}

async function measure() {
  const corpus = path.join(folder, 'corpus')
  writeSyntheticCorpus(corpus, ARTICLES)
  const draft = writeDraft(corpus)
  const config = loadConfig({
    ATTEST_CORPUS_DIR: corpus,
    ATTEST_INDEX_DIR: path.join(folder, 'index'),
    ATTEST_LOG_LEVEL: 'silent',
  })
  const attest = createAttest(config)
  const outcome = await attest.ingest()
  const models = await openModels(config)
  const sentences = readDraft(draft, 'markdown', []).map(({ text }) => text)
  const embed = () => mapConcurrently(sentences, AT_ONCE, (text) => models.embedder.embedQuery(text))
  const check = () => attest.checkDraft({ draft, format: 'markdown', style: 'apa', repeated: 'short' })
  await embed()
  const { sentences: checked } = await check()
  const times = { embed: [] as number[], check: [] as number[] }
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    times.embed.push(await timed(embed))
    times.check.push(await timed(check))
  }
  await Promise.all([attest.close(), models.close()])
  const ratios = times.check.map((ms, i) => ms / times.embed[i]!)
  return {
    passages: outcome.kind === 'ingested' ? outcome.report.passages : null,
    words: draft.split(/\s+/).length,
    sentences: checked.length,
    quotations: checked.flatMap(({ quotes }) => quotes).length,
    embedSentencesMs: Math.round(median(times.embed)),
    checkDraftMs: Math.round(median(times.check)),
    checkOverEmbedding: [Math.min(...ratios), median(ratios), Math.max(...ratios)].map((ratio) =>
      Number(ratio.toFixed(2)),
    ),
    goal: 'at most 3',
  }
}

try {
  const figures = await measure()
  console.log(JSON.stringify(figures, null, 2))
  if (process.argv.includes('--record')) console.log(`written to ${writeResult('drafts', figures)}`)
} finally {
  rmSync(folder, { recursive: true })
}
