import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../src/config.js'
import { openModels } from '../src/open-models.js'
import { fixtureModels } from './reader/fixture-models.js'
import { serviceOn, smallCorpus } from './support/small-service.js'

const folder = mkdtempSync(path.join(tmpdir(), 'attest-open-'))
afterAll(() => rmSync(folder, { recursive: true }))
const settings = { ATTEST_MODEL_CACHE_DIR: fixtureModels, ATTEST_INFERENCE_PROCESSES: '1' }

describe('a model of the wrong kind is refused before anything is asked', () => {
  test.each([
    ['ATTEST_READER_MODEL', 'all-MiniLM-L6-v2', '…ForQuestionAnswering'],
    ['ATTEST_READER_MODEL', 'reranker-one-logit', '…ForQuestionAnswering'],
    ['ATTEST_RERANKER_MODEL', 'attest-reader', '…ForSequenceClassification'],
  ])('%s=%s', async (setting, name, expected) => {
    const opening = openModels(loadConfig({ ...settings, [setting]: name }, folder))
    await expect(opening).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining(expected) })
    await expect(opening).rejects.toThrow(setting)
  })
})

test('no reader and no reranker are models too few, not an error', async () => {
  const models = await openModels(loadConfig({ ...settings, ATTEST_READER_MODEL: 'none' }, folder))
  onTestFinished(() => models.close())
  expect([models.reader, models.reranker]).toEqual([null, null])
})

test('a reader and a reranker of one’s own answer, and the score says what the reranker adds', async () => {
  const service = serviceOn(smallCorpus, {
    ...settings,
    ATTEST_READER_MODEL: 'reader-byte-level',
    ATTEST_RERANKER_MODEL: 'reranker-two-labels',
    ATTEST_RERANKER_PASSAGES: '2',
    ATTEST_DECLINE_BELOW: '0',
  })
  onTestFinished(() => service.close())
  await service.attest.ingest()
  const { passages } = await service.attest.search({ query: 'When was the lighthouse built?', topK: 4, explain: true })
  expect(passages.map(({ explanation }) => 'reranker' in explanation!)).toEqual([true, true, false, false])
  for (const { scores, explanation } of passages) {
    expect(Object.values(explanation!).reduce((sum, part) => sum + part, 0)).toBe(scores.fused)
  }
  const answer = await service.attest.ask({ question: 'When was the lighthouse built?', topK: 4, style: 'apa' })
  if (answer.kind !== 'answered') throw new Error('declined')
  const [{ quote, highlight }] = answer.citations as [(typeof answer.citations)[0]]
  expect(quote.slice(highlight!.start, highlight!.end)).toMatch(/\d/)
})
