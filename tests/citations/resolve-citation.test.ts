import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveCitation } from '../../src/citations/resolve-citation.js'
import { selectorsFor } from '../../src/citations/selectors.js'
import { wordDiff } from './word-diff.js'

const before = 'The quay was built in 1902 by the town. '
const quote = 'Nobody measured the water for eleven years, the harbour master said.'
const after = ' Then a storm broke the gauge. Two clerks resigned over it.'
const text = before + quote + after
const span = { start: before.length, end: before.length + quote.length }
const selectors = selectorsFor(text, span)
const resolve = (edited: string) => resolveCitation(selectors, { text: edited }, wordDiff)

describe('a citation that is looked up again', () => {
  test('is current where its words stand where they stood', () => {
    expect(resolve(text)).toEqual({ state: 'current', span })
  })

  test('is current where only other words of the article changed', () => {
    expect(resolve(`${before}${quote} Then the gauge broke.`)).toEqual({ state: 'current', span })
  })

  test('has moved where something was put in before it', () => {
    expect(resolve(`A new first line.\n\n${text}`)).toEqual({
      state: 'moved',
      span: { start: span.start + 19, end: span.end + 19 },
    })
  })

  test('is the occurrence with its former neighbours, not the one that stands where it stood', () => {
    const short = selectorsFor('He paid. She left. Rain fell. She wept.', { start: 9, end: 12 })
    expect(resolveCitation(short, { text: 'Rain fell. She wept. He paid. She left.' }, wordDiff)).toEqual({
      state: 'moved',
      span: { start: 30, end: 33 },
    })
  })

  test('is the nearest occurrence where neighbours do not tell', () => {
    const lone = [
      { type: 'TextQuoteSelector', exact: 'Yes.', prefix: '', suffix: '' },
      { type: 'TextPositionSelector', start: 20, end: 24 },
    ] as const
    expect(resolveCitation(lone, { text: 'Yes. No. Maybe. Yes. No. Yes.' }, wordDiff)).toMatchObject({
      span: { start: 16, end: 20 },
    })
  })

  test('has changed where words were exchanged: the new words and the difference', () => {
    const edited = quote.replace('eleven', 'twelve')
    expect(resolve(before + edited + after)).toEqual({
      state: 'changed',
      span,
      words: edited,
      similarity: expect.closeTo(10 / 11),
      diff: [
        { kind: 'same', text: 'Nobody measured the water for '.match(/\S+\s*/g)![0] },
        ...['measured ', 'the ', 'water ', 'for '].map((word) => ({ kind: 'same', text: word })),
        { kind: 'left-out', text: 'twelve ' },
        { kind: 'put-in', text: 'eleven ' },
        ...['years, ', 'the ', 'harbour ', 'master ', 'said.'].map((word) => ({ kind: 'same', text: word })),
      ],
    })
  })

  test.each([
    ['words were put in', quote.replace('the water', 'the level of the water')],
    ['words were left out', quote.replace(', the harbour master said', '')],
  ])('has changed where %s', (_, edited) => {
    expect(resolve(before + edited + after)).toMatchObject({ state: 'changed', words: edited })
  })

  test('has changed where its neighbours were edited too, and it stands elsewhere', () => {
    const edited = `A storm came.\n\n${quote.replace('eleven', 'twelve')}\n\nNobody knew why.`
    expect(resolve(edited)).toMatchObject({ state: 'changed', words: quote.replace('eleven', 'twelve') })
  })

  test.each([
    [
      'other words stand between its neighbours',
      `${before}Fish were cheap that year and sold at night.${after}`,
      'words',
    ],
    ['nothing is like it', 'A text about cheese.', 'words'],
    ['the text is empty', '', 'words'],
  ])('is gone where %s', (_, edited, missing) => {
    expect(resolve(edited)).toEqual({ state: 'gone', missing })
  })

  test('is gone where it has no words and its signs stand nowhere', () => {
    const signs = [{ type: 'TextQuoteSelector', exact: '\n#', prefix: '', suffix: '' }] as const
    expect(resolveCitation(signs, { text }, wordDiff)).toEqual({ state: 'gone', missing: 'words' })
  })

  test('is gone with its article', () => {
    expect(resolveCitation(selectors, null, wordDiff)).toEqual({ state: 'gone', missing: 'article' })
  })

  test('is not found in the middle of a longer word', () => {
    const rain = selectorsFor('Some rain fell.', { start: 5, end: 9 })
    expect(resolveCitation(rain, { text: 'The train left at noon.' }, wordDiff)).toEqual({
      state: 'gone',
      missing: 'words',
    })
  })

  test('has the same words after any edit elsewhere in the text', async () => {
    const words = fc
      .array(fc.constantFrom('rain', 'snow', 'the', 'lake', 'rose', 'fell', 'a', '😀', '湖', '\n\n'), {
        minLength: 4,
        maxLength: 60,
      })
      .map((list) => list.join(' '))
    await fc.assert(
      fc.property(
        words,
        words,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (base, inserted, a, b, c, d, isBefore) => {
          const points = [...[...base].keys(), [...base].length].map((i) => [...base].slice(0, i).join('').length)
          const [start, end] = [points[a % points.length]!, points[b % points.length]!].sort((x, y) => x - y)
          const exact = base.slice(start, end)
          fc.pre(exact.trim() !== '')
          const zone = isBefore ? points.filter((p) => p <= start!) : points.filter((p) => p >= end!)
          const [from, to] = [zone[c % zone.length]!, zone[d % zone.length]!].sort((x, y) => x - y)
          const edited = base.slice(0, from) + inserted + base.slice(to)
          const found = resolveCitation(selectorsFor(base, { start: start!, end: end! }), { text: edited }, wordDiff)
          expect(['current', 'moved']).toContain(found.state)
          if (found.state === 'gone') return
          expect(edited.slice(found.span.start, found.span.end)).toBe(exact)
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each([
    ['the same letter', 'a'.repeat(100_000)],
    ['the same short word', 'a '.repeat(50_000)],
    ['its own neighbours', before.repeat(2_500)],
  ])('is looked up in a text of nothing but %s', (_, hostile) => {
    const found = resolveCitation(
      selectorsFor('a a a a a b b a a a a a a', { start: 10, end: 13 }),
      { text: hostile },
      wordDiff,
    )
    expect(['gone', 'changed']).toContain(found.state)
    expect(resolve(hostile)).toBeDefined()
  })
})
