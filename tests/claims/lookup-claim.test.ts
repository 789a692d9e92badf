import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LookupClaimRequest } from '../../src/find-sources.js'
import { serviceOn } from '../support/small-service.js'

const article = (date: string, text: string) => `---\nauthor: Nora Vale\ndate: ${date}\n---\n\n${text}\n`
const copy = 'The harbour bridge of Norvik was closed for 14 weeks after a storm tore away its railing.'
const { attest, close } = serviceOn({
  'bridge.md': article('2024-03-02', copy),
  'bridge-copy.md': article('2024-03-03', `${copy.replace('after', 'when')} It is open again.`),
  'bridge-own.md': article(
    '2023-11-20',
    'Norvik closed its harbour bridge for 14 weeks after the storm, and ferries took people across.',
  ),
  'bees.md': article('2025', 'A colony of bees eats about fifteen kilograms of honey between October and March.'),
  'tower.md': article('2022', 'The tower at Skerry Point was painted white by Ines Duarte in 1968.'),
  'mill.md': article(
    '2021',
    'The council of Altdorf approved the new mill in spring. Bread prices rose in Altdorf after the harvest failed.',
  ),
  'library-a.md': article('2019', 'The library of Lund was closed for 14 weeks because of the flood in its cellar.'),
  'library-b.md': article('2018', 'The library of Lund was closed for 12 weeks because of the flood in its cellar.'),
  'dairy.md': article('2020', 'Otto opened the new wing of the dairy in Halden. It paid €5 million for the wing.'),
  'false.md': article('2020', 'It is false that the ferry of Skerry carries four hundred people on every crossing.'),
  'cluster.md': article(
    '2020',
    'The bees on the outside change places with those inside, so that none of them freezes.',
  ),
  'quiz.md': article('2020', 'Did the council of Lund approve the new tunnel in spring?'),
})

beforeAll(async () => {
  await attest.ingest()
}, 60_000)
afterAll(close)

async function lookup(claim: string, request: Partial<LookupClaimRequest> = {}) {
  const { evidence } = await attest.lookupClaim({ claim, topK: 8, style: 'apa', ...request })
  return evidence
}
const stances = async (claim: string) =>
  (await lookup(claim)).map(({ stance, citation }) => `${stance} ${citation.articleId}`)

describe('a claim', () => {
  test('is supported by a sentence that says so, which is quoted exactly', async () => {
    const [first] = await lookup('A colony of bees eats fifteen kilograms of honey between October and March')
    expect(first).toMatchObject({ stance: 'supports', conflict: null, independentSources: 1 })
    expect(first?.citation).toMatchObject({
      articleId: 'bees',
      quote: 'A colony of bees eats about fifteen kilograms of honey between October and March.',
    })
  })

  test('is not denied by a "none" in another clause', async () => {
    expect(await stances('The bees on the outside change places with those inside.')).toContain('related cluster')
    expect(
      await stances('The bees on the outside never change places with those inside, and some freeze.'),
    ).not.toContain('supports cluster')
  })

  test('is supported where it writes a number otherwise', async () => {
    expect(await stances('A colony of bees eats 15 kilograms of honey between October and March')).toContain(
      'supports bees',
    )
  })

  test.each([
    ['number', 'A colony of bees eats about fifty kilograms of honey between October and March.', 'fifty', 'fifteen'],
    ['date', 'The tower at Skerry Point was painted white by Ines Duarte in 1986.', '1986', '1968'],
    ['name', 'The tower at Skerry Point was painted white by Lena Brandt in 1968.', 'Lena Brandt', 'Ines Duarte'],
    ['negation', 'The tower at Skerry Point was not painted white by Ines Duarte in 1968.', 'not', ''],
  ])('conflicts with a sentence that has another %s', async (kind, claim, claimed, found) => {
    const [first] = await lookup(claim)
    expect(first).toMatchObject({ stance: 'conflicts', conflict: { kind, claimed, found } })
  })

  test.each([
    ['the opposite is said', 'Bread prices fell in Altdorf after the harvest failed.', 'mill'],
    ['a sentence only asks', 'The council of Lund approved the new tunnel in spring.', 'quiz'],
    [
      'more is claimed than is said',
      'The council of Altdorf approved the new mill in spring and paid 300 crowns for it.',
      'mill',
    ],
  ])('is neither supported nor contradicted where %s', async (_, claim, id) => {
    const found = (await lookup(claim)).filter(({ citation }) => citation.articleId === id)
    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found.map(({ stance }) => stance))).toEqual(new Set(['related']))
  })

  test('about something else finds nothing', async () => {
    expect(await lookup('Quantum computers factor large integers')).toEqual([])
  })

  test('has as many sources as say it in words of their own: a copy is none', async () => {
    const supporting = (await lookup('The harbour bridge of Norvik was closed for 14 weeks after a storm')).filter(
      ({ stance }) => stance === 'supports',
    )
    expect(supporting.map(({ citation }) => citation.articleId).sort()).toEqual(['bridge', 'bridge-own'])
    expect(supporting.map(({ independentSources }) => independentSources)).toEqual([2, 2])
  })

  test('is shown with its earliest source first on request, within the filters', async () => {
    const claim = 'The harbour bridge of Norvik was closed for 14 weeks after a storm'
    const earliest = await lookup(claim, { earliestFirst: true })
    const dates = earliest.map(({ citation }) => citation.article.published)
    expect(dates).toEqual([...dates].sort())
    const filtered = await lookup(claim, { filters: { publishedFrom: '2024' } })
    expect(filtered.map(({ citation }) => citation.articleId)).not.toContain('bridge-own')
  })

  test('is contradicted by each different value, however alike the sentences are', async () => {
    const found = await lookup('The library of Lund was closed for 20 weeks because of the flood in its cellar.')
    const values = found.flatMap(({ conflict }) => (conflict === null ? [] : [conflict.found]))
    expect(values.sort()).toEqual(['12', '14'])
  })

  test('counts its sources and orders them before some are left out', async () => {
    const claim = 'The harbour bridge of Norvik was closed for 14 weeks after a storm'
    const [first] = await lookup(claim, { topK: 1 })
    expect(first?.independentSources).toBe(2)
    const [earliest] = (await lookup(claim, { earliestFirst: true })).filter(({ stance }) => stance === 'supports')
    expect(earliest?.citation.articleId).toBe('bridge-own')
  })

  test('gets at most as many pieces of evidence as are asked for', async () => {
    expect(await lookup('The harbour bridge of Norvik was closed', { topK: 1 })).toHaveLength(1)
  })
})
