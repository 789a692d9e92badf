import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckDraftRequest, DraftEvent } from '../../src/check-draft.js'
import type { CheckedSentence } from '../../src/check-sentence.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const { attest, close } = serviceOn(smallCorpus)
beforeAll(async () => {
  await attest.ingest()
}, 60_000)
afterAll(close)

const defaults = { format: 'markdown', style: 'chicago-note', repeated: 'short' } as const
const check = (draft: string, request: Partial<CheckDraftRequest> = {}) =>
  attest.checkDraft({ draft, ...defaults, ...request })
const eventsOf = async (draft: string): Promise<DraftEvent[]> => {
  const events: DraftEvent[] = []
  for await (const event of attest.checkDraftStream({ draft, ...defaults })) events.push(event)
  return events
}
const only = async (draft: string): Promise<CheckedSentence> => {
  const { sentences } = await check(draft)
  expect(sentences).toHaveLength(1)
  return sentences[0]!
}

describe('a sentence of a draft', () => {
  test('is supported where an article says so; without a note it wants one', async () => {
    const sentence = await only('The line closed in 1951 because buses were cheaper to run.')
    expect(sentence).toMatchObject({ checkable: true, missingCitation: true })
    expect(sentence.evidence.map(({ stance, citation }) => [stance, citation.articleId])).toEqual([
      ['supports', 'tram'],
    ])
  })

  test('conflicts where an article has another number', async () => {
    const { evidence } = await only('A colony eats about fifty kilograms of honey between October and March.')
    expect(evidence[0]).toMatchObject({
      stance: 'conflicts',
      conflict: { kind: 'number', claimed: 'fifty', found: 'fifteen' },
    })
  })

  test('wants no citation where it has one, asks, or is an opinion', async () => {
    const { sentences } = await check(
      'The line closed in 1951 because buses were cheaper to run.[^1] Why did it close in 1951? I miss the line.\n\n[^1]: See there.',
    )
    expect(sentences.map(({ missingCitation }) => missingCitation)).toEqual([false, false, false])
  })

  test('wants no citation for what its writer was told', async () => {
    const sentence = await only('“I never look at anything at all,” she told me.')
    expect(sentence).toMatchObject({ missingCitation: false, quotes: [{ verdict: 'not_found' }] })
  })

  test('has its quotation verified: exact, altered, not found', async () => {
    const { sentences } = await check(
      [
        '“Wild yeast divides more slowly than the yeast that bakers buy,” writes Lena Brandt.',
        '“Wild yeast divides more quickly than the yeast that bakers buy,” writes Lena Brandt.',
        '“No ship was ever lost on this coast again,” writes Nora Vale.',
      ].join(' '),
    )
    expect(sentences.map(({ quotes }) => quotes.map(({ verdict }) => verdict))).toEqual([
      ['normalised'],
      ['altered'],
      ['not_found'],
    ])
    const [altered] = sentences[1]!.quotes
    expect(altered?.matches[0]?.diff).toContainEqual({ kind: 'put-in', text: 'quickly' })
  })

  test('is told that its quotation is another author’s', async () => {
    const sentence = await only(
      '“Wild yeast divides more slowly than the yeast that bakers buy,” writes Nora Vale in March 2025.',
    )
    expect(sentence.quotes[0]).toMatchObject({ verdict: 'misattributed', claimedAuthor: 'Nora Vale' })
    expect(sentence.attributions.map(({ kind, agrees, found }) => [kind, agrees, found])).toEqual([
      ['author', false, 'Lena Brandt'],
      ['date', false, '2026-03-03'],
    ])
  })

  test.each<[string, [string, boolean | null][]]>([
    [
      'According to Tom Hale, a colony eats about fifteen kilograms of honey between October and March.',
      [['author', true]],
    ],
    [
      'In March 2026, Lena Brandt wrote that wild yeast divides more slowly than the yeast that bakers buy.',
      [
        ['date', true],
        ['author', true],
      ],
    ],
    [
      'The last keeper, Ines Duarte, left the tower in 1968 (Vale, 2026).',
      [
        ['author', true],
        ['date', true],
      ],
    ],
    [
      'The last keeper, Ines Duarte, left the tower in 1968 (Vale, 2019).',
      [
        ['author', true],
        ['date', false],
      ],
    ],
    [
      'The last keeper, Ines Duarte, left the tower in 1968 (Hale, 2026; Vale, 2026).',
      [
        ['author', null],
        ['date', true],
        ['author', true],
        ['date', true],
      ],
    ],
    ['Nothing at all is known about submarines, Nora Vale wrote.', [['author', null]]],
  ])('has what it says of its source compared: %s', async (draft, expected) => {
    const { attributions } = await only(draft)
    expect(attributions.map(({ kind, agrees }) => [kind, agrees])).toEqual(expected)
  })

  test('is checked under the filters alone', async () => {
    const { sentences } = await check('The line closed in 1951 because buses were cheaper to run.', {
      filters: { authors: ['Nora Vale'] },
    })
    expect(sentences[0]!.evidence.filter(({ stance }) => stance !== 'related')).toEqual([])
  })
})

describe('the draft that is given back', () => {
  const draft = `# Bees and bread

A colony eats about fifteen kilograms of honey between October and March. In winter honey bees gather in a ball around their queen.

“A loaf of sourdough therefore needs eight to twelve hours to rise,” writes Lena Brandt, and “honey bees gather in a ball around their queen,” writes Tom Hale. A colony eats about fifty kilograms of honey between October and March.
`

  test('has a footnote where an article stands behind the words, and none where they must be mended', async () => {
    const { footnoted, bibliography } = await check(draft)
    expect(footnoted).toContain(
      'between October and March.[^1] In winter honey bees gather in a ball around their queen.[^2]',
    )
    expect(footnoted).toContain(
      'twelve hours to rise,”[^3] writes Lena Brandt, and “honey bees gather in a ball around their queen,”[^4] writes',
    )
    expect(footnoted).toContain('fifty kilograms of honey between October and March.\n')
    expect(footnoted.split('\n').filter((line) => line.startsWith('[^'))).toEqual([
      '[^1]: Tom Hale, “How bees keep warm,” November 3, 2025.',
      '[^2]: Hale, “How bees keep warm.”',
      '[^3]: Lena Brandt, “Why sourdough rises slowly,” March 3, 2026.',
      '[^4]: Hale, “How bees keep warm.”',
    ])
    expect(bibliography).toEqual([
      'Brandt, Lena. “Why sourdough rises slowly.” March 3, 2026.',
      'Hale, Tom. “How bees keep warm.” November 3, 2025.',
    ])
  })

  test('says "Ibid." where that is wanted', async () => {
    const { footnoted } = await check(draft, { repeated: 'ibid' })
    expect(footnoted).toContain('[^2]: Ibid.\n')
    expect(footnoted).toContain('[^4]: Hale, “How bees keep warm.”')
  })

  test('lists an article that the draft cites by author and date', async () => {
    const { footnoted, bibliography } = await check(
      'The last keeper, Ines Duarte, left the tower in 1968 (Vale, 2026).',
      { style: 'apa' },
    )
    expect(footnoted).toBe('The last keeper, Ines Duarte, left the tower in 1968 (Vale, 2026).')
    expect(bibliography).toHaveLength(1)
    expect(bibliography[0]).toMatch(/^Vale, N\. \(2026/)
  })

  test('is as it was where nothing is found', async () => {
    const { footnoted, bibliography, sentences } = await check('Submarines carry nuclear reactors since 1954.')
    expect([footnoted, bibliography]).toEqual(['Submarines carry nuclear reactors since 1954.', []])
    expect(sentences[0]).toMatchObject({ missingCitation: true, quotes: [] })
  })
})

test('every quotation and citation is an exact slice, and every span one of the draft', async () => {
  const draft = 'Nora Vale wrote: “The last keeper, Ines Duarte, left the tower in 1968.” The line closed in 1951.'
  const { sentences } = await check(draft)
  for (const { span, quotes, evidence } of sentences) {
    expect(draft.slice(span.start, span.end)).not.toBe('')
    for (const quote of quotes) expect(draft.slice(quote.span.start, quote.span.end)).toBe(quote.text)
    const citations = [...quotes.flatMap(({ matches }) => matches), ...evidence].map(({ citation }) => citation)
    for (const { articleId, span: place, quote } of citations) {
      expect((await attest.article(articleId))!.text.slice(place.start, place.end)).toBe(quote)
    }
  }
})

test('sentences are told of in their order while the draft is checked', async () => {
  const draft = 'Bees dance. The line closed in 1951. It rose slowly. A bowline does not slip under load. They sang.'
  const events = await eventsOf(draft)
  expect(
    events.map((event) => (event.kind === 'sentence' ? [event.number, event.of, event.sentence.text] : 'done')),
  ).toEqual([
    [1, 5, 'Bees dance.'],
    [2, 5, 'The line closed in 1951.'],
    [3, 5, 'It rose slowly.'],
    [4, 5, 'A bowline does not slip under load.'],
    [5, 5, 'They sang.'],
    'done',
  ])
})

test('a check that is broken off ends with the reason', async () => {
  const controller = new AbortController()
  const request = { draft: 'The line closed in 1951. '.repeat(200), ...defaults }
  const events = attest.checkDraftStream(request, { signal: controller.signal })
  const iterator = events[Symbol.asyncIterator]()
  expect(await iterator.next()).toMatchObject({ value: { kind: 'sentence' } })
  controller.abort(new Error('gone'))
  await expect(iterator.next()).rejects.toThrow('gone')
  expect(await iterator.next()).toMatchObject({ done: true })
})
