import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { wholeAnswer } from '../../src/answers/answer-events.js'
import { askStream } from '../../src/ask.js'
import { loadConfig } from '../../src/config.js'
import { type Models, openModels } from '../../src/open-models.js'
import { asRead } from '../../src/retrieval/as-read.js'
import { writeResult } from '../machine.js'
import { wholeNumber } from '../options.js'
import type { BuiltIndex } from './kept-index.js'
import { defaultWork } from './kept-index.js'
import { Measurements, told } from './measurements.js'
import { type OpenedIndex, openIndex } from './opened-index.js'
import { recallAt10 } from './recall.js'
import { sharesByTag } from './synthetic-passages.js'

const help = `Usage: npm run bench:scale -- [options]

Searches and answers on synthetic indexes of several sizes, each beside the bare embedding of a question in the same run.

Options
  --sizes A,B      passages (default: 1000,10000,100000); building 1000000 takes hours
  --repeats N      each asks all kinds of questions at all sizes in turn (default: 5)
  --questions N    of each kind, size and repeat; of answers a fifth (default: 100)
  --recall N       questions for recall@10 (default: 200)
  --work FOLDER    where the indexes are kept (default: attest-scale in the system's temporary folder)
  --record         write the figures with date, commit and machine to bench/results
  --help           print this`

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    repeats: { type: 'string', default: '5' },
    questions: { type: 'string', default: '100' },
    recall: { type: 'string', default: '200' },
    work: { type: 'string', default: defaultWork },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const topK = 8

async function measure() {
  const repeats = wholeNumber('repeats', values.repeats)
  const config = loadConfig({})
  const models = await openModels(config)
  try {
    const opened: OpenedIndex[] = []
    for (const size of values.sizes.split(',').map((size) => wholeNumber('sizes', size))) {
      opened.push(await openIndex(path.resolve(values.work), size, models, config.READER_PASSAGES))
      console.error(`${size} passages are open`)
    }
    const measurements = opened.map(() => new Measurements())
    // The first repeat fills what is compiled and kept on the first use, and is not counted.
    for (let repeat = 0; repeat <= repeats; repeat++) {
      for (const [i, one] of opened.entries())
        await repeatOf(one, models, repeat > 0 ? measurements[i]! : new Measurements())
      console.error(`repeat ${repeat} of ${repeats}`)
    }
    const sizes = []
    for (const [i, one] of opened.entries()) sizes.push(await figures(one, measurements[i]!))
    for (const { index } of opened) await index.close()
    return { repeats, questions: wholeNumber('questions', values.questions), cores: availableParallelism(), sizes }
  } finally {
    await models.close()
  }
}

/** Every kind of question in turn, so that a slow phase of the machine hits all of them. */
async function repeatOf(opened: OpenedIndex, models: Models, measurements: Measurements): Promise<void> {
  const questions = wholeNumber('questions', values.questions)
  const { index, parts } = opened
  const take = measurements.repeat()
  const search = (filters?: { tags: string[] }) => {
    const question = opened.nextQuestion().text
    return () => parts.retriever.retrieve({ question, topK, ...(filters && { filters }) })
  }
  for (let number = 0; number < questions; number++) {
    const [bare, words, meaning] = [opened.nextQuestion(), opened.nextQuestion(), opened.nextQuestion()]
    await take('embedding', () => models.embedder.embedQuery(bare.text))
    await take('search', search())
    await take('words alone', () => index.lexicalPassages(words.text, 50))
    await take('meaning alone', () => index.candidates({ text: '', vector: meaning.vector }, 50))
    for (const { tag } of opened.filters) await take(tag, search({ tags: [tag] }))
    if (number % 5 === 0) await answerOf(opened, models, take)
  }
}

/** Beside an answer: the embedding of another question, and the reader alone over the passages that it is given for it. */
async function answerOf({ parts, nextQuestion }: OpenedIndex, models: Models, take: Take): Promise<void> {
  const [bare, asked] = [nextQuestion().text, nextQuestion().text]
  const { passages } = await parts.retriever.retrieve({ question: bare, topK })
  const read = passages.slice(0, parts.readerPassages).map(asRead)
  const next = nextQuestion().text
  await take('embedding and reader', async () => {
    await models.embedder.embedQuery(next)
    await models.reader!.read(bare, read)
  })
  const request = { question: asked, topK, style: 'apa' as const }
  await take('answer', () => wholeAnswer(askStream(request, parts)))
}

type Take = ReturnType<Measurements['repeat']>

/** Wanted of a search, by the number of passages: how often the time of the bare embedding it may take. */
const searchGoals: Readonly<Record<number, { p50: number; p95?: number }>> = {
  100000: { p50: 1.5, p95: 3 },
  1000000: { p50: 3 },
}

async function figures(opened: OpenedIndex, measurements: Measurements) {
  const { passages, built, openedMs } = opened
  const overEmbedding = (kind: string) => measurements.compare(kind, 'embedding')
  const filtered = []
  for (const { tag, allowed } of opened.filters) {
    filtered.push({ share: sharesByTag[tag], passages: allowed, ...told(overEmbedding(tag)) })
  }
  const questions = wholeNumber('recall', values.recall)
  return {
    passages,
    embeddingMs: measurements.ms('embedding'),
    search: told(overEmbedding('search'), searchGoals[passages]),
    filtered,
    wordsAlone: told(overEmbedding('words alone')),
    meaningAlone: told(overEmbedding('meaning alone')),
    embeddingAndReaderMs: measurements.ms('embedding and reader'),
    answer: told(measurements.compare('answer', 'embedding and reader'), { p50: 1.3 }),
    recallAt10: await recallAt10(opened, questions),
    openedMs: Math.round(openedMs),
    index: sizes(built),
  }
}

const MiB = 2 ** 20

/** What the index takes on disk, and what building it took in memory beside what it has to hold: vectors, postings, phrases. */
function sizes({ passages, bytesByFile, peakMiB, addedMs, builtMs }: BuiltIndex) {
  const all = Object.values(bytesByFile).reduce((sum, bytes) => sum + bytes, 0)
  const held = ['vectors.arrays', 'graph.hnsw', 'postings.arrays', 'phrases.arrays', 'passages.arrays']
  const heldMiB = held.reduce((sum, name) => sum + (bytesByFile[name] ?? 0), 0) / MiB
  return {
    bytesPerPassage: Math.round(all / passages),
    bytesPerPassageByFile: Object.fromEntries(
      Object.entries(bytesByFile).map(([name, bytes]) => [name, Math.round(bytes / passages)]),
    ),
    buildPeakMiB: Math.round(peakMiB),
    heldMiB: Math.round(heldMiB),
    addedMs: Math.round(addedMs),
    builtMs: Math.round(builtMs),
  }
}

if (values.help) console.log(help)
else {
  const measured = await measure()
  console.log(JSON.stringify(measured, null, 2))
  if (values.record) console.log(`written to ${writeResult('scale', measured)}`)
}
