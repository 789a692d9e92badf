import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DraftFormat } from '../../src/drafts/draft.js'
import { readDraft } from '../../src/drafts/read-draft.js'

const read = (draft: string, format: DraftFormat = 'markdown') => readDraft(draft, format, ['Coast Review'])
const texts = (draft: string, format?: DraftFormat) => read(draft, format).map(({ text }) => text)

describe('the sentences of a draft', () => {
  test.each<[string, string, string[]]>([
    [
      'of one paragraph are told apart',
      'Bees dance. They tell where flowers are.',
      ['Bees dance.', 'They tell where flowers are.'],
    ],
    ['go on over the end of a line', 'Bees dance\nin the dark.', ['Bees dance in the dark.']],
    ['are without markup', 'The **oldest** bee [dances](https://example.org/a_b "A bee").', ['The oldest bee dances.']],
    ['are without the marks of notes', 'Bees dance.[^1] They sing. [^b]', ['Bees dance.', 'They sing.']],
    [
      'are without numbered notes and citation keys',
      'Bees dance.[2, 3] They sing [@vale2026].',
      ['Bees dance.', 'They sing .'],
    ],
    [
      'do not come from headings',
      '# Bees\n\nBees dance.\n\nOn singing\n---\n\nThey sing.',
      ['Bees dance.', 'They sing.'],
    ],
    ['do not come from front matter', '---\ntitle: Bees dance.\n---\n\nThey sing.', ['They sing.']],
    ['do not come from code', 'They sing.\n\n```\nBees dance.\n```\n\n    Bees dance.\n', ['They sing.']],
    ['do not come from tables', '| Bees | dance. |\n|---|---|\n| They | sing. |\n\nThey sing.', ['They sing.']],
    ['do not come from comments', 'They sing.\n<!-- Bees\n\ndance. -->\nThey fly.', ['They sing.', 'They fly.']],
    [
      'do not come from notes and link definitions',
      'They sing.\n\n[^1]: Bees dance.\n[a]: https://example.org',
      ['They sing.'],
    ],
    [
      'do not come from a list of references',
      '# Bees\n\nThey sing.\n\n## References\n\nVale, N. (2026). Bees.',
      ['They sing.'],
    ],
    ['nor from one under a line', 'They sing.\n\nWorks cited\n===\n\nVale, N. (2026). Bees.', ['They sing.']],
    ['go on after it', '## Notes\n\nSee Vale.\n\n## Bees\n\nThey sing.', ['They sing.']],
    [
      'are found in list items',
      '- Bees dance.\n- They sing.\n  In the dark.',
      ['Bees dance.', 'They sing.', 'In the dark.'],
    ],
    [
      'are one where a quotation goes on',
      'Vale wrote: “Bees dance. They sing.” They fly.',
      ['Vale wrote: “Bees dance. They sing.”', 'They fly.'],
    ],
    ['are one for a block quotation', '> Bees dance.\n> They sing.', ['Bees dance. They sing.']],
    [
      'are one for a block quotation that goes on without its mark',
      '> Bees dance.\nThey sing.',
      ['Bees dance. They sing.'],
    ],
    [
      'are one for a block quotation of two paragraphs',
      '> Bees dance.\n>\n> They sing.\n>\nThey fly.',
      ['Bees dance. They sing.', 'They fly.'],
    ],
    [
      'do not end within a name',
      'Judge P. Kevin Castel rose. He left at 5 P.M. today.',
      ['Judge P. Kevin Castel rose.', 'He left at 5 P.M. today.'],
    ],
    ['are without several marks in a row', 'Bees dance.[1][2] They sing.', ['Bees dance.', 'They sing.']],
    [
      'are without the addresses of links, whatever these hold',
      'See [bees](https://e.org/a_(b)), [wasps](../w.md) and [his piece][vale].',
      ['See bees, wasps and his piece.'],
    ],
    ['are none of an image', '![Bees](https://e.org/b.png)\n\nThey sing.', ['They sing.']],
    ['are found after a byte order mark', '\uFEFF# Bees\n\nThey sing.', ['They sing.']],
    ['are none where there are no words', '\n\n---\n\n', []],
  ])('%s', (_, draft, expected) => {
    expect(texts(draft)).toEqual(expected)
  })

  test('of a plain draft are in its paragraphs; a short line without a full stop is a heading', () => {
    expect(texts('On bees\n\nThe bee\ndances.\n> It sings.\n\n# Bees fly.', 'plain')).toEqual([
      'The bee dances.',
      'It sings.',
      'Bees fly.',
    ])
  })

  test('of a plain draft do not come from its notes', () => {
    expect(texts('Bees dance.[1]\n\nNotes\n\n[1] Vale, “Bees.”\n', 'plain')).toEqual(['Bees dance.'])
    expect(texts('Bees dance.[1]\n\nNotes\n[1] Vale, “Bees.”\n', 'plain')).toEqual(['Bees dance.'])
  })

  test('keep markup and notes in their spans', () => {
    const draft = 'One.\n\n- **Bees dance.**[^1] They sing. [^2]\n'
    expect(read(draft).map(({ span }) => draft.slice(span.start, span.end))).toEqual([
      'One.',
      'Bees dance.**[^1]',
      'They sing. [^2]',
    ])
  })

  test('stand in the draft in order, whatever it holds; their quotations inside them', () => {
    const piece = fc.constantFrom(
      'Bees dance. ',
      '“They sing often.” ',
      '"',
      '”',
      '> ',
      '\n',
      '\n\n',
      '# ',
      '- ',
      '[^1]',
      '**',
      '<!-- ',
      ' -->',
      '(Vale, 2026)',
      'said Nora Vale. ',
      '```\n',
      '| a | b |\n',
      '😀 ',
      '---\n',
      '\r\n',
      '[a](https://e.org)',
    )
    void fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom<DraftFormat>('markdown', 'plain'),
        (pieces, format) => {
          const draft = pieces.join('')
          let end = 0
          for (const { span, noteAt, quotations, attributions } of read(draft, format)) {
            expect(span.start).toBeGreaterThanOrEqual(end)
            expect(span.end).toBeGreaterThan(span.start)
            expect(noteAt).toBeGreaterThan(span.start)
            expect(noteAt).toBeLessThanOrEqual(span.end)
            for (const inner of [...quotations.map((one) => one.span), ...attributions.map((one) => one.span)]) {
              expect(inner.start).toBeGreaterThanOrEqual(span.start)
              expect(inner.end).toBeLessThanOrEqual(span.end)
            }
            for (const one of quotations) {
              expect(one.noteAt).toBeGreaterThan(one.span.start)
              expect(one.noteAt).toBeLessThanOrEqual(span.end)
            }
            end = span.end
          }
          expect(end).toBeLessThanOrEqual(draft.length)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('the quotations of a draft', () => {
  const quotes = (draft: string) =>
    read(draft).flatMap(({ quotations }) => quotations.map(({ text, claimedAuthor }) => [text, claimedAuthor]))

  test.each<[string, string, [string, string | null][]]>([
    ['with who said it after', '“Bees dance in the dark,” said Nora Vale.', [['Bees dance in the dark,', 'Nora Vale']]],
    [
      'with who said it before',
      'Nora Vale wrote: “Bees dance in the dark.”',
      [['Bees dance in the dark.', 'Nora Vale']],
    ],
    [
      'with who said it by "according to"',
      'According to Nora Vale, “bees dance in the dark.”',
      [['bees dance in the dark.', 'Nora Vale']],
    ],
    ['of nobody in particular', 'Officials said “bees dance in the dark.”', [['bees dance in the dark.', null]]],
    ['in straight marks', 'It says "bees dance in the dark" here.', [['bees dance in the dark', null]]],
    ['with markup inside', 'It says “bees *dance* in the dark” here.', [['bees *dance* in the dark', null]]],
    ['in emphasis', 'It says _“bees dance in the dark”_ here.', [['bees dance in the dark', null]]],
    ['but nothing that is so called', 'The so-called “bees in the dark” problem is old.', []],
    [
      'over two paragraphs, each of which opens with a mark',
      'Vale said: “Bees dance in the dark. They sing.\n\n“They fly at dawn too,” she said.',
      [
        ['Bees dance in the dark. They sing.', 'Vale'],
        ['They fly at dawn too,', null],
      ],
    ],
    ['but no terms', 'The “waggle dance” is old.', []],
    ['but no titles', 'Her book “How Bees Keep Warm in Winter” is old.', []],
    [
      'two in a sentence',
      '“Bees dance at night,” said Nora Vale, and “they sing at dawn,” said Tom Hale.',
      [
        ['Bees dance at night,', 'Nora Vale'],
        ['they sing at dawn,', 'Tom Hale'],
      ],
    ],
    [
      'set off as a block, signed',
      '> Bees dance\n> in the dark.\n>\n> — Nora Vale, 2026',
      [['Bees dance\n> in the dark.', 'Nora Vale']],
    ],
    [
      'set off as a block, introduced',
      'Nora Vale wrote:\n\n> Bees dance in the dark.',
      [['Bees dance in the dark.', 'Nora Vale']],
    ],
  ])('%s', (_, draft, expected) => {
    expect(quotes(draft)).toEqual(expected)
  })

  test('come in pieces where they are too long to be looked for at once', () => {
    const found = quotes(`It says “${'bees dance and '.repeat(600)}sing.”`)
    expect(found.length).toBeGreaterThan(1)
    expect(found.map(([text]) => text).join(' ')).toBe(`${'bees dance and '.repeat(600)}sing.`)
    expect(Math.max(...found.map(([text]) => text!.length))).toBeLessThanOrEqual(5_000)
  })
})

describe('what a draft says of its sources', () => {
  test.each<[string, string[]]>([
    ['According to Nora Vale, bees dance.', ['author Nora Vale']],
    ['In March 2026, Nora Vale wrote that bees dance.', ['date 2026-03', 'author Nora Vale']],
    ['Bees dance, Nora Vale wrote in March 2026.', ['author Nora Vale', 'date 2026-03']],
    [
      '“Bees dance in the dark,” Nora Vale told the Coast Review on 3 May 2026.',
      ['author Nora Vale', 'publisher Coast Review', 'date 2026-05-03'],
    ],
    ['Bees dance (Vale, 2026).', ['author Vale', 'date 2026']],
    ['Bees dance (Vale & Hale, 2026; Orde n.d.).', ['author Vale', 'author Hale', 'date 2026', 'author Orde']],
    ['Vale and Hale (2026) argue that bees dance.', ['author Vale', 'author Hale', 'date 2026']],
    ['Vale (2026) shows that bees dance.', ['author Vale', 'date 2026']],
    ['According to the Coast Review, bees dance.', ['publisher Coast Review']],
    ['The Coast Review was founded in 1903.', []],
    ['The film Vertigo (1958) has no bees.', []],
    ['Bees danced (in 1958) and (March 1960) again.', []],
    ['The tower of Skerry Point (1871–1903) had no bees.', []],
    ['Officials said that bees dance.', []],
    ['She said that bees dance.', []],
  ])('%s', (draft, expected) => {
    const found = read(draft).flatMap(({ attributions }) => attributions)
    expect(found.map(({ kind, value }) => `${kind} ${value}`)).toEqual(expected)
    for (const { claimed, span } of found) expect(draft.slice(span.start, span.end)).toBe(claimed)
  })
})

describe('what a sentence states', () => {
  test.each<[string, string | null]>([
    ['Bees dance in the dark.', 'Bees dance in the dark.'],
    ['According to Nora Vale, bees dance in the dark.', 'bees dance in the dark.'],
    ['Nora Vale wrote that bees dance in the dark.', 'bees dance in the dark.'],
    ['Bees dance in the dark, Nora Vale wrote in May 2026.', 'Bees dance in the dark'],
    ['Bees dance in the dark (Vale, 2026).', 'Bees dance in the dark.'],
    ['“Bees dance in the dark,” said Nora Vale.', null],
    [
      'Bees, which people call “friends of the dark,” dance when the sun is below the hills.',
      'Bees, which people call “friends of the dark,” dance when the sun is below the hills.',
    ],
  ])('%s', (draft, claim) => {
    expect(read(draft).map((sentence) => sentence.claim)).toEqual([claim])
  })
})

test.each<[string, boolean]>([
  ['Bees dance in the dark.[^1]', true],
  ['Bees dance in the dark.[4]', true],
  ['Bees dance in the dark [@vale2026, p. 4].', true],
  ['Bees [dance in the dark](https://example.org).', true],
  ['Bees [dance in the dark][1].', true],
  ['Bees dance in the dark (Vale, 2026).', true],
  ['Bees dance in the dark.', false],
  ['According to Nora Vale, bees dance in the dark.', false],
  ['Bees [sic] dance in the dark (always).', false],
])('whether it is cited: %s', (draft, isCited) => {
  expect(read(draft).map((sentence) => sentence.isCited)).toEqual([isCited])
})

test.each<[string, string]>([
  ['capitals', 'A'],
  ['names with apostrophes', 'A’b'],
  ['quotation marks that nothing closes', '“'],
  ['inverted commas that nothing closes', '‘'],
  ['words in quotation marks that nothing closes', '“a '],
  ['underscores', '_'],
  ['sources by author and date', '(Vale, 2026) '],
])('is read in a time that grows with its length: %s', (_, unit) => {
  const timeFor = (length: number): number => {
    const draft = `A ${unit.repeat(length / unit.length)}`
    const started = performance.now()
    read(draft)
    return performance.now() - started
  }
  timeFor(1_000)
  // Quadratic time would be 100 times as much.
  expect(timeFor(30_000)).toBeLessThan(50 * Math.max(timeFor(3_000), 5))
})
