import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVerifier, type Verifier } from '../../src/answers/verify.js'
import { type Models, openModels } from '../../src/open-models.js'
import { splitterFingerprint } from '../../src/passages/splitter-fingerprint.js'
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn({
  ...smallCorpus,
  'ferry.md': `---
title: The ferry of Lund
author: Ada Brook
date: 2024-05-02
---

The ferry of Lund carried 400 people on every crossing. It may return next year, the council said. "We miss its whistle at noon," said Otto Lind.

It never ran in winter. Prices rose after the war.
`,
})
let models: Models
let index: SearchIndex
let verifier: Verifier
/** The number of the passage that holds the words. */
let numberOf: (words: string) => number

beforeAll(async () => {
  await service.attest.ingest()
  models = await openModels(service.config)
  const opened = await openLocalIndex({
    folder: service.config.INDEX_DIR,
    expectFingerprint: { embedder: models.embedder.fingerprint, splitter: splitterFingerprint },
  })
  index = opened!
  const retriever = createHybridRetriever({ embedder: models.embedder, index })
  const { passages } = await retriever.retrieve({
    question: 'the ferry, the tram, the lighthouse and the bees',
    topK: 20,
  })
  verifier = createVerifier({ index, embedder: models.embedder, given: passages })
  numberOf = (words) => {
    const place = passages.findIndex(({ passage }) => passage.text.includes(words))
    if (place === -1) throw new Error(`Expected a passage with ${words}.`)
    return place + 1
  }
}, 60_000)
afterAll(async () => {
  await index.close()
  await models.close()
  await service.close()
})

describe('a sentence beside the passage that it names', () => {
  test.each<[string, string]>([
    ['The ferry of Lund carried 400 people on every crossing.', 'word for word'],
    ['On every crossing the ferry of Lund carried four hundred people.', 'in another order, the number in words'],
    ['Lund’s ferry carried 400 people.', 'a part of it'],
    ['Otto Lind said: “We miss its whistle at noon.”', 'a quotation and who said it'],
    [
      'Ada Brook writes that the ferry carried 400 people on every crossing.',
      'the author’s name, which stands above the text',
    ],
    ['It never ran in winter.', 'a negation of its own'],
  ])('is supported: %s (%s)', async (text) => {
    const { verdict, sources, objections } = await verifier.verify(text, [numberOf('ferry of Lund')])
    expect({ verdict, objections }).toEqual({ verdict: 'supported', objections: [] })
    expect(sources).toHaveLength(1)
  })

  test('is partly supported where two sentences say it together, and has both', async () => {
    const text = 'The first tram of Altdorf ran on 12 May 1906 and carried nine hundred people on its first day.'
    const { verdict, sources } = await verifier.verify(text, [numberOf('12 May 1906')])
    expect(verdict).toBe('partly_supported')
    expect(sources.map(({ text: source }) => source.slice(0, 20)).sort()).toEqual([
      'It carried nine hund',
      'The first tram of Al',
    ])
  })

  test.each<[string, string]>([
    ['The ferry of Lund carried 500 people on every crossing.', 'number'],
    ['The ferry of Malmö carried 400 people on every crossing.', 'name'],
    ['Brunel said that the ferry of Lund carried 400 people on every crossing.', 'name'],
    ['In 1931 the ferry of Lund carried 400 people on every crossing.', 'date'],
    ['The ferry of Lund never carried 400 people on every crossing.', 'negation'],
    ['It ran in winter.', 'negation'],
    ['Prices fell after the war.', 'negation'],
    ['Otto Lind said: “We hate its whistle at noon.”', 'quotation'],
    ['The ferry had a restaurant with a view of the bridge.', 'meaning'],
    ['Ferry.', 'meaning'],
  ])('is not supported: %s (%s)', async (text, objection) => {
    const { verdict, objections } = await verifier.verify(text, [numberOf('ferry of Lund')])
    expect(verdict).toBe('unsupported')
    expect(objections).toContain(objection)
  })
})

describe('the passage that a sentence names', () => {
  const text = 'The first tram of Altdorf ran on 12 May 1906 between the station and the monument.'

  test.each<[string, () => number[]]>([
    ['is another than the one that says it', () => [numberOf('ferry of Lund')]],
    ['is none', () => []],
    ['is one that was not given', () => [97]],
  ])('%s: the one that says it takes its place', async (_, markers) => {
    const { verdict, sources, markerCorrected } = await verifier.verify(text, markers())
    expect({ verdict, markerCorrected }).toEqual({ verdict: 'supported', markerCorrected: true })
    expect(sources[0]).toMatchObject({ passage: numberOf('12 May 1906') })
  })

  test('does not keep a passage beside it that adds nothing', async () => {
    const { sources, markerCorrected } = await verifier.verify(text, [
      numberOf('ferry of Lund'),
      numberOf('12 May 1906'),
    ])
    expect(markerCorrected).toBe(false)
    expect(sources.map(({ passage }) => passage)).toEqual([numberOf('12 May 1906')])
  })
})

test.each<[string, string]>([
  ['The articles give reasons for this.', 'uncited'],
  ['Here is what they say.', 'uncited'],
  ['The articles give 17 reasons.', 'unsupported'],
  ['It was the finest, fastest and most comfortable steamer that people in those parts had seen.', 'unsupported'],
])('a sentence without a marker that only leads over needs none: %s %s', async (text, verdict) => {
  expect(await verifier.verify(text, [])).toMatchObject({ verdict })
})
