import { cpSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { IngestReport } from '../src/ingest.js'
import { readManifest } from '../src/search-index/local/current-version.js'
import { createAttest } from '../src/service.js'
import { verifyIndex } from '../src/upkeep/verify-index.js'
import { type SmallService, serviceOn, smallCorpus } from './support/small-service.js'

/** It need not be loaded each time: what is ingested does not depend on it. */
const withoutReader = { ATTEST_READER_MODEL: 'none' }

function smallService(files = smallCorpus): SmallService {
  const service = serviceOn(files, withoutReader)
  onTestFinished(() => service.close())
  return service
}

async function reportOf({ attest }: SmallService): Promise<IngestReport> {
  const outcome = await attest.ingest()
  if (outcome.kind !== 'ingested') throw new Error(`expected an ingestion, got ${outcome.kind}`)
  return outcome.report
}

const write = ({ corpus }: SmallService, name: string, text: string): void =>
  writeFileSync(path.join(corpus, name), text)

const asked = (question: string) => ({ question, topK: 5, style: 'apa' as const })

/** Of each segment of the newest version, the articles in it and the places of those that are dead. */
const segmentsOf = async ({ config }: SmallService) =>
  (await readManifest(config.INDEX_DIR))!.segments.map(({ articles, tombstones }) => [articles, tombstones.length])

test('an edit reads, embeds and writes the edited article alone, which is then answered from', async () => {
  const service = smallService()
  await service.attest.ingest()
  write(service, 'bees.md', smallCorpus['bees.md']!.replace('fifteen kilograms', 'ninety kilograms'))
  const report = await reportOf(service)
  expect(report).toMatchObject({ changed: ['bees'], added: [], removed: [], embeddedPassages: 1 })
  expect(report.unchanged).toHaveLength(4)
  expect(await segmentsOf(service)).toEqual([
    [5, 1],
    [1, 0],
  ])
  const answer = await service.attest.ask(asked('How much honey does a colony eat?'))
  expect(answer).toMatchObject({ kind: 'answered', answer: expect.stringContaining('ninety kilograms') })
  expect(JSON.stringify(answer)).not.toContain('fifteen')
  expect(await verifyIndex(service.config.INDEX_DIR)).toMatchObject({ articles: 5, problems: [] })
})

test('what is added, renamed and removed goes in beside what stays', async () => {
  const service = smallService()
  await service.attest.ingest()
  write(service, 'wells.md', '# Wells\n\nA driven well is a pipe with a point.\n')
  rmSync(path.join(service.corpus, 'bread.txt'))
  renameSync(path.join(service.corpus, 'bees.md'), path.join(service.corpus, 'hives.md'))
  const report = await reportOf(service)
  expect(report).toMatchObject({ added: ['hives', 'wells'], removed: ['bees', 'bread'], changed: [] })
  const { articles } = await service.attest.articles()
  expect(articles.map(({ id }) => id).sort()).toEqual(['hives', 'lighthouse', 'tram', 'undated', 'wells'])
})

test('a side-car that changes is an edit of its article', async () => {
  const service = smallService()
  write(service, 'bread.meta.yaml', 'title: Bread')
  await service.attest.ingest()
  write(service, 'bread.meta.yaml', 'title: Slow bread')
  expect(await reportOf(service)).toMatchObject({ changed: ['bread'] })
  expect((await service.attest.article('bread'))?.metadata.title).toBe('Slow bread')
})

test('a side-car that cannot be read is a failure of its article, which is not kept as it was', async () => {
  const service = smallService()
  await service.attest.ingest()
  symlinkSync('/etc/hostname', path.join(service.corpus, 'bread.meta.yaml'))
  const report = await reportOf(service)
  expect(report).toMatchObject({ removed: ['bread'], failed: [{ path: 'bread.txt', code: 'ARTICLE_OUTSIDE_CORPUS' }] })
})

test('a new file before it in the list takes the id of an article, as if all were read anew', async () => {
  const service = smallService()
  await service.attest.ingest()
  write(service, 'a.md', '---\nid: bees\n---\n\nOther bees.\n')
  const report = await reportOf(service)
  expect(report).toMatchObject({ changed: ['bees'], failed: [{ path: 'bees.md', code: 'ARTICLE_DUPLICATE_ID' }] })
  rmSync(path.join(service.corpus, 'a.md'))
  expect(await reportOf(service)).toMatchObject({ changed: ['bees'], failed: [] })
  expect((await service.attest.article('bees'))?.sourcePath).toBe('bees.md')
})

test('many edits, one after the other, leave few segments, and the answers are those of a corpus that was read at once', async () => {
  const service = smallService()
  await service.attest.ingest()
  for (let edit = 0; edit < 6; edit += 1) {
    write(service, 'bees.md', smallCorpus['bees.md']!.replace('fifteen', `${edit + 20}`))
    await service.attest.ingest()
  }
  await service.attest.idle()
  expect((await segmentsOf(service)).length).toBeLessThan(4)
  const anew = smallService({ ...smallCorpus, 'bees.md': readFileSync(path.join(service.corpus, 'bees.md'), 'utf8') })
  await anew.attest.ingest()
  for (const question of ['How much honey does a colony eat?', 'Who built the lighthouse?', 'Why does bread rise?']) {
    const { version: _, ...edited } = await service.attest.search({ query: question, topK: 5 })
    const { version: __, ...whole } = await anew.attest.search({ query: question, topK: 5 })
    expect(edited).toEqual(whole)
  }
  const { last } = (await service.attest.status()).ingestion
  expect(last).toMatchObject({ outcome: 'ingested', changed: 1, version: (await service.attest.articles()).version })
})

test('an index that the release before tombstones wrote is served, and goes on with the next edit', async () => {
  const service = serviceOn({}, withoutReader)
  onTestFinished(() => service.close())
  const written = path.join(import.meta.dirname, 'fixtures/index-of-format-2')
  cpSync(path.join(written, 'corpus'), service.corpus, { recursive: true })
  cpSync(path.join(written, 'index'), service.config.INDEX_DIR, { recursive: true })
  const { attest } = service
  await attest.open()
  expect(attest.readiness()).toMatchObject({ ready: true })
  expect(await attest.ask(asked('When did the last keeper leave the lighthouse?'))).toMatchObject({
    kind: 'answered',
    answer: expect.stringContaining('1968'),
  })
  expect(await verifyIndex(service.config.INDEX_DIR)).toMatchObject({ articles: 2, problems: [] })
  expect(await attest.ingest()).toMatchObject({ kind: 'up-to-date' })
  write(service, 'wells.md', '# Wells\n\nA driven well is a pipe with a point.\n')
  expect(await reportOf(service)).toMatchObject({
    added: ['wells'],
    unchanged: ['bees', 'lighthouse'],
    embeddedPassages: 1,
  })
  expect(readdirSync(path.join(service.config.INDEX_DIR, 'versions'))).toHaveLength(2)
})

test('an index that another service has edited is served once it is opened', async () => {
  const service = smallService()
  await service.attest.ingest()
  const other = createAttest(service.config)
  onTestFinished(() => other.close())
  write(service, 'bees.md', smallCorpus['bees.md']!.replace('fifteen', 'ninety'))
  await other.ingest()
  await service.attest.open()
  expect((await service.attest.article('bees'))?.text).toContain('ninety')
})
