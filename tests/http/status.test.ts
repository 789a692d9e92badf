import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { App } from '../../src/http/app-type.js'
import { ServiceMetrics } from '../../src/metrics/service-metrics.js'
import { createAttest } from '../../src/service.js'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { httpApp } from '../support/http-app.js'
import { type SmallService, serviceOn, smallCorpus } from '../support/small-service.js'

interface Watched {
  readonly service: SmallService
  readonly app: App
}

/** A service whose activity the app knows of, as the server puts them together. */
function watched(files: Readonly<Record<string, string>>, keys: readonly string[] = []): Watched {
  const metrics = new ServiceMetrics({ release: '1.2.3' })
  const service = serviceOn(files, {}, { onActivity: (event) => metrics.record(event) })
  const app = httpApp(service.attest, { metrics, apiKeys: hashApiKeys(keys) })
  return { service, app }
}

const retracted = '---\ntitle: Old news\nstatus: retracted\ndate: 2020\n---\n\nThe ferry to Skerry Point is free.\n'
const { service, app } = watched({ ...smallCorpus, 'old.md': retracted, 'empty.md': '' })
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

const get = (route: string, at: App = app, headers: Record<string, string> = {}) =>
  at.request(`http://127.0.0.1${route}`, { headers })
const post = async (route: string, body: object, init: RequestInit = {}) =>
  app.request(`http://127.0.0.1${route}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...init,
  })
const statusOf = async (at: App = app) => (await get('/api/status', at)).json()

/** Each sample by its name with its labels, as Prometheus shows it. */
async function samples(at: App = app): Promise<Map<string, number>> {
  const text = await (await get('/metrics', at)).text()
  return new Map([...text.matchAll(/^([^#\s].*) (\S+)$/gm)].map(([, name, value]) => [name!, Number(value)]))
}

const question = 'Who built the lighthouse at Skerry Point?'

describe('GET /api/status', () => {
  test('says what is served, with which models, and how the last ingestion ended', async () => {
    const { version } = service.attest.readiness()
    expect(await statusOf()).toMatchObject({
      release: expect.stringMatching(/^\d+\.\d+\.\d+/),
      uptimeSeconds: expect.any(Number),
      memoryBytes: { rss: expect.any(Number), heapUsed: expect.any(Number) },
      version,
      corpus: { articles: 6, undated: 1, retracted: 1, publishedFrom: '2020', publishedTo: '2026-03-03' },
      models: { embedding: 'all-MiniLM-L6-v2', reader: 'attest-reader', reranker: null, languageModel: null },
      inference: { processes: 1, queued: { interactive: 0, bulk: 0 } },
      ingestion: {
        running: null,
        last: {
          outcome: 'ingested',
          version,
          added: 6,
          changed: 0,
          removed: 0,
          unchanged: 0,
          failedFiles: 1,
          failed: [{ path: 'empty.md', code: 'ARTICLE_EMPTY', message: expect.stringContaining('empty.md') }],
          problem: null,
        },
      },
    })
  })

  test('answers before there is an index, with what is known then', async () => {
    const { service: fresh, app: at } = watched(smallCorpus)
    onTestFinished(() => fresh.close())
    expect(await statusOf(at)).toMatchObject({
      version: null,
      versionCreatedAt: null,
      corpus: null,
      inference: null,
      ingestion: { running: null, last: null },
      activity: { buckets: [], totals: { questions: 0 } },
    })
    expect(
      [...(await samples(at)).keys()].filter((name) => /^attest_(corpus|index|last|inference)/.test(name)),
    ).toEqual([])
    expect((await samples(at)).get('attest_ready')).toBe(0)
  })

  test('tells of a version that another process built what the version itself says', async () => {
    const { service: serving, app: at } = watched({ ...smallCorpus, 'empty.md': '' })
    onTestFinished(() => serving.close())
    const other = createAttest(serving.config)
    onTestFinished(() => other.close())
    const outcome = await other.ingest()
    await serving.attest.open()
    const { versionCreatedAt, ingestion } = await statusOf(at)
    expect(ingestion.last).toEqual({
      finishedAt: versionCreatedAt,
      durationMs: null,
      outcome: 'ingested',
      version: outcome.kind === 'ingested' && outcome.report.version,
      added: null,
      changed: null,
      removed: null,
      unchanged: null,
      failedFiles: 1,
      failed: [{ path: 'empty.md', code: 'ARTICLE_EMPTY', message: expect.any(String) }],
      problem: null,
    })
    const shown = await samples(at)
    expect(shown.get('attest_last_ingestion_failed_files')).toBe(1)
    expect(shown.has('attest_last_ingestion_duration_seconds')).toBe(false)

    await serving.attest.ingest()
    expect((await statusOf(at)).ingestion.last).toMatchObject({
      outcome: 'up-to-date',
      durationMs: expect.any(Number),
      added: 0,
      unchanged: 5,
      failedFiles: 1,
    })
  })

  test('tells why an ingestion failed, and serves on', async () => {
    const { service: failing, app: at } = watched(smallCorpus)
    onTestFinished(() => failing.close())
    await failing.attest.ingest()
    const broken = createAttest({ ...failing.config, CORPUS_DIR: path.join(failing.corpus, 'no-such') })
    onTestFinished(() => broken.close())
    await expect(broken.ingest()).rejects.toMatchObject({ code: 'CORPUS_UNREADABLE' })
    const { version, ingestion } = await broken.status()
    expect(version).toBe((await statusOf(at)).version)
    expect(ingestion).toMatchObject({
      running: null,
      last: { outcome: 'failed', version: null, added: null, failed: [], problem: expect.stringContaining('no-such') },
    })
  })

  test('shows a running ingestion', async () => {
    const { service: busy, app: at } = watched(smallCorpus)
    onTestFinished(() => busy.close())
    const seen: Promise<[{ ingestion: object }, Map<string, number>]>[] = []
    const onProgress = () => seen.push(Promise.all([statusOf(at), samples(at)]))
    await busy.attest.ingest({ onProgress })
    const [status, shown] = await seen[0]!
    expect(status.ingestion).toMatchObject({ running: { filesDone: 1, files: 5 }, last: null })
    expect(shown.get('attest_ingestion_running')).toBe(1)
    expect(shown.get('attest_ingestion_files{state="waiting"}')).toBe(4)
  })
})

describe('the activity of the service', () => {
  test('is the same in /api/status and /metrics, and grows by what is asked', async () => {
    const before = await statusOf()
    const { status } = await post('/api/ask', { question })
    expect(status).toBe(200)
    await post('/api/ask', { question: 'Which enzyme repairs damaged DNA in zebrafish?' })
    await post('/api/ask', { question, mode: 'language-model' })
    await post('/api/ask', { question: '' })
    await post('/api/quotes/verify', { quote: 'Its lamp burned whale oil until 1905.' })
    await post('/api/drafts/check', { draft: '“Its lamp burned whale oil until 1905,” Nora Vale writes.' })
    const { totals, buckets } = (await statusOf()).activity
    expect(before.activity.totals.questions).toBe(0)
    expect(totals).toMatchObject({
      questions: 3,
      answered: 1,
      declined: { no_topic: 1 },
      failed: { LANGUAGE_MODEL_NOT_CONFIGURED: 1 },
      abandoned: 0,
      quotes: { altered: 1 },
      drafts: 1,
    })
    const latest = buckets.at(-1)
    expect(latest.p95Ms).toBeGreaterThanOrEqual(latest.p50Ms)
    expect(latest.stagesP50Ms.embed).toBeGreaterThan(0)
    const shown = await samples()
    expect(Object.fromEntries([...shown].filter(([name]) => /^attest_questions_total|_count$/.test(name)))).toEqual({
      'attest_questions_total{outcome="answered"}': 1,
      'attest_questions_total{outcome="declined"}': 1,
      'attest_questions_total{outcome="failed"}': 1,
      'attest_questions_total{outcome="abandoned"}': 0,
      attest_question_duration_seconds_count: 2,
      attest_first_segment_seconds_count: 1,
    })
    expect(shown.get('attest_stage_duration_seconds_count{stage="read"}')).toBe(2)
    expect(shown.get('attest_declined_questions_total{reason="no_topic"}')).toBe(1)
    expect(shown.get('attest_failed_questions_total{code="LANGUAGE_MODEL_NOT_CONFIGURED"}')).toBe(1)
    expect(shown.get('attest_verified_quotes_total{verdict="altered"}')).toBe(1)
    expect(shown.get('attest_checked_drafts_total')).toBe(1)
    expect(shown.get('attest_corpus_articles{status="retracted"}')).toBe(1)
    expect(shown.get(`attest_index_info{version="${before.version}"}`)).toBe(1)
  })

  test('has a question whose client went away as abandoned', async () => {
    const { abandoned } = (await statusOf()).activity.totals
    await post('/api/ask', { question }, { signal: AbortSignal.abort() }).catch(() => {})
    await expect.poll(async () => (await statusOf()).activity.totals.abandoned).toBe(abandoned + 1)
  })
})

describe('GET /metrics', () => {
  test('is the text format of Prometheus', async () => {
    const response = await get('/metrics')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
  })

  test('counts requests by route as it is documented, never by what a client wrote', async () => {
    const { service: fresh, app: at } = watched(smallCorpus, ['secret'])
    onTestFinished(() => fresh.close())
    const authorization = { authorization: 'Bearer secret' }
    for (const route of ['/api/articles/a', '/api/articles/b']) await get(route, at, authorization)
    for (const route of ['/no-such', '/api/no-such', '/api/ask']) await get(route, at, authorization)
    await get('/api/articles/a', at)
    const text = await (await get('/metrics', at, authorization)).text()
    expect(text.match(/^attest_http_requests_total.*$/gm)).toEqual([
      'attest_http_requests_total{route="/api/articles/{id}",status="5xx"} 2',
      'attest_http_requests_total{route="none",status="4xx"} 3',
      'attest_http_requests_total{route="/api/articles/{id}",status="4xx"} 1',
    ])
  })

  test('shows the version that is served now, and no other', async () => {
    const { service: changing, app: at } = watched(smallCorpus)
    onTestFinished(() => changing.close())
    await changing.attest.ingest()
    await samples(at)
    writeFileSync(path.join(changing.corpus, 'wells.md'), '# Wells\n\nA driven well is a pipe with a point.\n')
    await changing.attest.ingest()
    const shown = [...(await samples(at)).keys()].filter((name) => name.startsWith('attest_index_info'))
    expect(shown).toEqual([`attest_index_info{version="${changing.attest.readiness().version}"}`])
  })

  test.each(['/metrics', '/api/status'])('%s needs a key where keys are set', async (route) => {
    const { service: closed, app: at } = watched({}, ['secret'])
    onTestFinished(() => closed.close())
    expect((await get(route, at)).status).toBe(401)
    expect((await get(route, at, { authorization: 'Bearer secret' })).status).toBe(200)
  })
})
