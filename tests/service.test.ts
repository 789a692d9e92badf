import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { IngestProgress } from '../src/ingest.js'
import { createAttest } from '../src/service.js'
import { childPids } from './support/child-processes.js'
import { type SmallService, serviceOn, smallCorpus } from './support/small-service.js'

function smallService(settings: NodeJS.ProcessEnv = {}): SmallService {
  const service = serviceOn(smallCorpus, settings)
  onTestFinished(() => service.close())
  return service
}

/** Another service, as another process would have it, on the same corpus and index. */
function besides({ config }: SmallService) {
  const other = createAttest(config)
  onTestFinished(() => other.close())
  return other
}

/** Files under the index that this process holds open. */
function openFiles({ config }: SmallService): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${fd}`)
      return file.startsWith(config.INDEX_DIR) ? [file] : []
    } catch {
      return []
    }
  })
}

const isLocked = ({ config }: SmallService): boolean => existsSync(path.join(config.INDEX_DIR, 'ingest.lock'))

test('a version that another process built is served after the next opening, and an ingestion finds it up to date', async () => {
  const service = smallService()
  const first = await service.attest.ingest()
  writeFileSync(path.join(service.corpus, 'wells.md'), '# Wells\n\nA driven well is a pipe with a point.\n')
  const other = await besides(service).ingest()
  expect(other).toMatchObject({ kind: 'ingested', report: { added: ['wells'] } })
  expect(await service.attest.ingest()).toMatchObject({ kind: 'up-to-date', statistics: { articles: 6 } })
  const { version } = await service.attest.articles()
  expect(version).not.toBe(first.kind === 'ingested' && first.report.version)
  expect((await service.attest.article('wells'))?.metadata.title).toBe('Wells')
})

test('an opening before there is an index does not hide the version that is built later', async () => {
  const service = smallService()
  await service.attest.open()
  expect(service.attest.readiness().ready).toBe(false)
  await besides(service).ingest()
  await service.attest.open()
  expect(service.attest.readiness()).toMatchObject({ ready: true, problem: null })
})

test('a file that failed is named again by an ingestion that finds nothing to do', async () => {
  const service = serviceOn({ ...smallCorpus, 'empty.md': '' })
  onTestFinished(() => service.close())
  const failed = [{ path: 'empty.md', code: 'ARTICLE_EMPTY', message: expect.stringContaining('empty.md') }]
  expect(await service.attest.ingest()).toMatchObject({ kind: 'ingested', report: { failed } })
  expect(await service.attest.ingest()).toMatchObject({ kind: 'up-to-date', failed })
  rmSync(path.join(service.corpus, 'empty.md'))
  expect(await service.attest.ingest()).toMatchObject({ kind: 'ingested', report: { failed: [] } })
  expect(await service.attest.ingest()).toMatchObject({ kind: 'up-to-date', failed: [] })
})

test('an index of another format is built anew by an ingestion, as its message says', async () => {
  const service = smallService()
  const built = await service.attest.ingest()
  const version = built.kind === 'ingested' ? built.report.version : ''
  await service.attest.close()
  const file = path.join(service.config.INDEX_DIR, 'versions', version, 'manifest.json')
  const manifest = { ...JSON.parse(readFileSync(file, 'utf8')).manifest, formatVersion: 999 }
  const sha256 = createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
  writeFileSync(file, `${JSON.stringify({ sha256, manifest })}\n`)
  const later = besides(service)
  await expect(later.open()).rejects.toMatchObject({ code: 'INDEX_FORMAT_UNSUPPORTED' })
  expect(await later.ingest()).toMatchObject({ kind: 'ingested', report: { embeddedPassages: 0 } })
  expect(later.readiness()).toMatchObject({ ready: true })
})

test.each([
  ['when it has begun', 'begun'],
  ['when its lock is held', 'locked'],
  ['when the first article is indexed', 'first'],
  ['when the last article is indexed and the version is being made', 'last'],
])('closing during an ingestion, %s, leaves no lock, no open file and no process', async (_, stage) => {
  const service = smallService()
  const reached = new Promise<void>((resolve) => {
    const onProgress = ({ filesDone, files }: IngestProgress) => {
      if (filesDone === (stage === 'last' ? files : 1)) resolve()
    }
    service.attest.ingest({ onProgress }).catch(() => {})
  })
  if (stage === 'locked') await expect.poll(() => isLocked(service)).toBe(true)
  if (stage === 'first' || stage === 'last') await reached
  await service.attest.close()
  expect(isLocked(service)).toBe(false)
  expect(openFiles(service)).toEqual([])
  expect(childPids()).toEqual([])
  expect(service.attest.readiness().ready).toBe(false)
})

test.each(['all-MiniLM-L6-v2', 'attest-reader'])(
  'where the tokenizer of %s is broken it is named, no process is left, and once it is mended the next call works',
  async (model) => {
    const models = mkdtempSync(path.join(tmpdir(), 'attest-models-'))
    onTestFinished(() => rmSync(models, { recursive: true }))
    cpSync('models', models, { recursive: true })
    const tokenizer = path.join(models, model, 'tokenizer.json')
    const sound = readFileSync(tokenizer)
    writeFileSync(tokenizer, '{')
    const service = smallService({ ATTEST_MODELS_DIR: models })
    await expect(service.attest.ingest()).rejects.toMatchObject({ code: 'MODEL_INVALID' })
    expect(childPids()).toEqual([])
    writeFileSync(tokenizer, sound)
    expect(await service.attest.ingest()).toMatchObject({ kind: 'ingested' })
  },
)
