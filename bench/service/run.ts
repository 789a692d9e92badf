import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { writeResult } from '../machine.js'
import { wholeNumber } from '../options.js'
import { defaultWork, keptIndex } from '../scale/kept-index.js'
import { measureLoad } from './load.js'
import { measureMemory } from './memory.js'
import { measureStart } from './start.js'
import { end, started } from './started-process.js'

const help = `Usage: npm run bench:service -- [options]

A server under load while it ingests, its memory over many questions, and how soon it answers after it was started.

Options
  --passages N     of the index that is searched under load (default: 10000)
  --start N        passages of the index that a server starts with (default: 100000)
  --clients A,B    at once, each asking when it was answered (default: 1,8,64)
  --repeats N      each goes through all of them (default: 5)
  --burners N      cores that are burnt beside what the server is compared with, as its ingestion would (default: all)
  --seconds N      of each measurement (default: 4)
  --questions N    over which memory is watched, for at most seven minutes (default: 20000)
  --only PART      load, memory or start (default: all)
  --work FOLDER    where the indexes are kept (default: attest-scale in the system's temporary folder)
  --record         write the figures with date, commit and machine to bench/results
  --help           print this`

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: '10000' },
    start: { type: 'string', default: '100000' },
    clients: { type: 'string', default: '1,8,64' },
    repeats: { type: 'string', default: '5' },
    burners: { type: 'string', default: String(availableParallelism()) },
    seconds: { type: 'string', default: '4' },
    questions: { type: 'string', default: '20000' },
    only: { type: 'string' },
    work: { type: 'string', default: defaultWork },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function measure(folder: string) {
  const wants = (part: string) => values.only === undefined || values.only === part
  const repeats = wholeNumber('repeats', values.repeats)
  return {
    cores: availableParallelism(),
    passages: wholeNumber('passages', values.passages),
    burners: wholeNumber('burners', values.burners),
    load: wants('load') ? await measureLoad(folder, loadOptions()) : null,
    memory: wants('memory') ? await measureMemoryOf() : null,
    start: wants('start') ? await measureStart(values.work, wholeNumber('start', values.start), repeats) : null,
  }
}

const loadOptions = () => ({
  work: values.work,
  passages: wholeNumber('passages', values.passages),
  clients: values.clients.split(',').map((one) => wholeNumber('clients', one)),
  repeats: wholeNumber('repeats', values.repeats),
  burners: wholeNumber('burners', values.burners),
  forMs: 1_000 * wholeNumber('seconds', values.seconds),
})

async function measureMemoryOf() {
  const { folder } = await keptIndex(values.work, wholeNumber('passages', values.passages))
  const server = await started('served-process.ts', {
    ATTEST_INDEX_DIR: folder,
    ATTEST_LOG_LEVEL: 'error',
    ATTEST_PORT: '0',
  })
  try {
    return await measureMemory(server, wholeNumber('questions', values.questions))
  } finally {
    await end(server.child)
  }
}

if (values.help) console.log(help)
else {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-service-'))
  try {
    const measured = await measure(folder)
    console.log(JSON.stringify(measured, null, 2))
    if (values.record) console.log(`written to ${writeResult('service', measured)}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
