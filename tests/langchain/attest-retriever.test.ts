import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import type { DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { RunnableLambda } from '@langchain/core/runnables'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { AttestRetriever } from '../../src/index.js'
import { type SmallService, serviceOn, smallCorpus } from '../support/small-service.js'

let service: SmallService
beforeAll(async () => {
  service = serviceOn({
    ...smallCorpus,
    'emoji.md': '# Harbour\n\n🚢🚢 Two ships — “old” ones — lie in the harbour. 🌊\n',
  })
  await service.attest.ingest()
})
afterAll(() => service.close())

const question = 'When was the lighthouse at Skerry Point built?'

test('every document is the slice of its article at its span, emoji included', async () => {
  const retriever = new AttestRetriever({ attest: service.attest, topK: 50 })
  expect(retriever).toBeInstanceOf(BaseRetriever)
  const documents = await retriever.invoke('Two old ships in the harbour')
  expect(documents.length).toBeGreaterThan(5)
  for (const { id, pageContent, metadata } of documents) {
    const article = (await service.attest.article(metadata.articleId))!
    expect(article.text.slice(metadata.span.start, metadata.span.end)).toBe(pageContent)
    expect(metadata).toMatchObject({ passageId: id, unit: 'utf-16', textSha256: article.textSha256 })
  }
  expect(documents[0]).toMatchObject({ metadata: { articleId: 'emoji' } })
})

test('the metadata says where the words stand and what is known of the article', async () => {
  const [document] = await new AttestRetriever({ attest: service.attest, topK: 1 }).invoke(question)
  const { passages, version } = await service.attest.search({ query: question, topK: 1 })
  expect(document!.metadata).toMatchObject({
    articleId: 'lighthouse',
    title: 'The lighthouse at Skerry Point',
    authors: [{ given: 'Nora', family: 'Vale' }],
    publisher: 'Coast Review',
    published: '2026-02',
    url: 'https://example.org/lighthouse',
    source: 'https://example.org/lighthouse',
    link: expect.stringMatching(/^https:\/\/example\.org\/lighthouse#:~:text=/),
    permalink: expect.stringMatching(/\/articles\/lighthouse\?text=[0-9a-f]{12}&start=\d+&end=\d+$/),
    reference: expect.stringMatching(/^Vale, N\. \(2026, February\)/),
    sourceLines: { first: 11, last: 11 },
    scores: passages[0]!.scores,
    version,
  })
  expect(() => structuredClone(document!.metadata)).not.toThrow()
})

test('an article without an address has the permalink as its source', async () => {
  const [document] = await new AttestRetriever({ attest: service.attest, topK: 1 }).invoke('a bowline does not slip')
  const { permalink, link, url, source } = document!.metadata
  expect({ link, url, source }).toEqual({ link: null, url: null, source: permalink })
})

test('topK and filters apply', async () => {
  const retriever = new AttestRetriever({ attest: service.attest, topK: 2, filters: { authors: ['tom hale'] } })
  const documents = await retriever.invoke(question)
  expect(documents.map(({ metadata }) => metadata.articleId)).toEqual(['bees'])
  expect(await new AttestRetriever({ attest: service.attest, topK: 2 }).invoke(question)).toHaveLength(2)
})

class Recorder extends BaseCallbackHandler {
  name = 'recorder'
  readonly seen: string[] = []
  override handleRetrieverStart(...[, query, , , tags, metadata]: unknown[]): void {
    this.seen.push(`start ${query} ${JSON.stringify(tags)} ${JSON.stringify(metadata)}`)
  }
  override handleRetrieverEnd(documents: DocumentInterface[]): void {
    this.seen.push(`end ${documents.length}`)
  }
  override handleRetrieverError(error: Error): void {
    this.seen.push(`error ${(error as { code?: string }).code}`)
  }
}

test('callbacks hear of each run with its tags and metadata, and of its failure with the stable code', async () => {
  const recorder = new Recorder()
  const input = { callbacks: [recorder], tags: ['articles'], metadata: { desk: 'news' } }
  await new AttestRetriever({ attest: service.attest, topK: 3, ...input }).invoke('honey', { tags: ['run'] })
  const empty = serviceOn({})
  onTestFinished(() => empty.close())
  const unready = new AttestRetriever({ attest: empty.attest, callbacks: [recorder] })
  await expect(unready.invoke('honey')).rejects.toMatchObject({ code: 'NOT_READY' })
  expect(recorder.seen).toEqual([
    expect.stringMatching(/^start honey \["run","articles"\] \{.*"desk":"news".*\}$/),
    'end 3',
    expect.stringMatching(/^start honey/),
    'error NOT_READY',
  ])
})

test('it is a step of a chain', async () => {
  const titles = RunnableLambda.from((documents: DocumentInterface[]) =>
    documents.map(({ metadata }) => metadata.title),
  )
  const chain = new AttestRetriever({ attest: service.attest, topK: 1 }).pipe(titles)
  expect(await chain.batch([question, 'Why does sourdough rise slowly?'])).toEqual([
    ['The lighthouse at Skerry Point'],
    ['Why sourdough rises slowly'],
  ])
})

test('the example of the documents runs, without a network', async () => {
  const index = mkdtempSync(path.join(tmpdir(), 'attest-example-'))
  onTestFinished(() => rmSync(index, { recursive: true }))
  const root = path.resolve(import.meta.dirname, '../..')
  const child = spawn(process.execPath, ['--import', 'tsx', 'docs/examples/langchain-retriever.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ATTEST_INDEX_DIR: index, ATTEST_INFERENCE_PROCESSES: '2' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(
    /^BM25 weighs a rare word more than a common one \[1\]\.\n\[1\] What BM25 does with rare and common words, line \d+, /,
  )
  expect(stdout.trim().split('\n')).toHaveLength(4)
})
