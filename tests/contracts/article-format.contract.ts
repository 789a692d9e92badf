import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArticleFormat, ParsedText } from '../../src/articles/format.js'

/** How one format writes down what every format can. */
export interface FormatSamples {
  readonly extension: string
  /** The paragraphs as a file of this format, each on lines of its own. */
  readonly writeParagraphs: (paragraphs: readonly string[]) => string
  /** A file with a heading, a list of two and a paragraph. */
  readonly structured: { readonly file: string; readonly blocks: readonly (readonly [kind: string, text: string])[] }
  /** How the words of a line of the file look to a reader. */
  readonly wordsOfLine: (line: string) => string
}

const awkwardWords = [
  '🙂',
  '👩‍👩‍👧',
  'e\u0301',
  'שלום',
  'مرحبا',
  '漢字',
  'naïve',
  '"x"',
  'a.b',
  '\u00a0',
  '\t',
  '𝒳',
  'ﬁ',
  '\u200f',
]
const words = fc.array(
  fc.oneof(fc.constantFrom(...awkwardWords), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })),
  {
    minLength: 1,
    maxLength: 12,
  },
)
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        ...awkwardWords,
        '\n',
        '\n\n',
        '# ',
        '- ',
        '> ',
        '|',
        '`',
        '<p>',
        '</p>',
        '<!--',
        '-->',
        '&amp;',
        '[a](b)',
        '---\n',
      ),
    ),
  )
  .map((parts) => parts.join('').replace(/\p{Surrogate}/gu, ''))

const brokenAt = (text: string, index: number): boolean =>
  /[\uD800-\uDBFF]/.test(text[index - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[index] ?? '')

function expectSoundBlocks({ text, blocks, evidence }: ParsedText, lineCount: number): void {
  let end = 0
  for (const { span, sourceLines } of blocks) {
    expect(span.start).toBeGreaterThanOrEqual(end)
    expect(span.end).toBeGreaterThan(span.start)
    expect(text.slice(end, span.start)).toMatch(/^\n{0,2}$/)
    expect(text.slice(span.start, span.end).trim()).not.toBe('')
    expect([brokenAt(text, span.start), brokenAt(text, span.end)]).toEqual([false, false])
    expect(sourceLines.first).toBeGreaterThanOrEqual(1)
    expect(sourceLines.last).toBeGreaterThanOrEqual(sourceLines.first)
    expect(sourceLines.last).toBeLessThanOrEqual(lineCount)
    end = span.end
  }
  expect(end).toBe(text.length)
  for (const found of Object.values(evidence))
    if (found.span) expect(text.slice(found.span.start, found.span.end).trim()).not.toBe('')
}

/** What every ArticleFormat promises. */
export function articleFormatContract(format: ArticleFormat, samples: FormatSamples): void {
  const parse = (text: string): ParsedText => format.parse({ path: `sample${samples.extension}`, text })

  describe(`${format.mediaType} is an ArticleFormat`, () => {
    test('blocks are the text in order, without overlap or cut characters, whatever the file holds', async () => {
      await fc.assert(
        fc.property(anyText, (text) => {
          try {
            expectSoundBlocks(parse(text), text.split('\n').length)
          } catch (thrown) {
            if (!isRefusal(thrown)) throw thrown
          }
        }),
        { numRuns: 150 },
      )
    })

    test('the words of every block stand in its lines of the file', async () => {
      await fc.assert(
        fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (paragraphs) => {
          const file = samples.writeParagraphs(paragraphs.map((list) => `Word ${list.map(plain).join(' ')} end.`))
          const lines = file.split('\n')
          const { text, blocks } = parse(file)
          expect(blocks.length).toBeGreaterThan(0)
          for (const { span, sourceLines } of blocks) {
            const source = lines
              .slice(sourceLines.first - 1, sourceLines.last)
              .map(samples.wordsOfLine)
              .join(' ')
            expect(collapse(source)).toContain(collapse(text.slice(span.start, span.end)))
          }
        }),
        { numRuns: 60 },
      )
    })

    test('repeated paragraphs keep lines and spans of their own', () => {
      const sentence = 'The same words stand here twice, and nothing else tells the two paragraphs apart.'
      const { blocks, text } = parse(samples.writeParagraphs([sentence, sentence]))
      expect(blocks.map(({ span }) => text.slice(span.start, span.end))).toEqual([sentence, sentence])
      expect(blocks[0]!.sourceLines.last).toBeLessThan(blocks[1]!.sourceLines.first)
    })

    test('headings, list items and paragraphs are told apart', () => {
      const { blocks, text } = parse(samples.structured.file)
      expect(blocks.map(({ kind, span }) => [kind, text.slice(span.start, span.end)])).toEqual(
        samples.structured.blocks,
      )
    })

    test('a level stands at headings and nowhere else', () => {
      for (const { kind, level } of parse(samples.structured.file).blocks)
        expect(level === null).toBe(kind !== 'heading')
    })

    test('what the text does not say is null', () => {
      const { metadata } = parse(
        samples.writeParagraphs(['some words in lower case that name nobody and no day.', 'and some more of them.']),
      )
      expect(metadata).toEqual({
        title: null,
        standfirst: null,
        authors: [],
        publisher: null,
        series: null,
        published: null,
        updated: null,
        url: null,
        language: null,
        tags: [],
        status: 'current',
      })
    })

    test('parsing the same text twice gives the same', () => {
      expect(parse(samples.structured.file)).toEqual(parse(samples.structured.file))
    })

    test('a file without words is refused', () => {
      expect(() => parse(samples.writeParagraphs([]) || '\n')).toThrow(
        expect.objectContaining({ code: 'ARTICLE_EMPTY' }),
      )
    })

    test.each([
      'a',
      ' ',
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      '<',
      '<a',
      '<!--',
      '![](',
      '](',
      '> ',
      '- ',
      '|',
      '#',
      '&',
      '\\',
      '"',
      '\n',
      '\t',
      '~',
      'By A ',
      '-- ',
      '"<a b="',
      '[a](',
      '`<!--',
      'Related\n\n',
      '<p>',
    ])('the time to read %j over and over grows with its length, not with its square', (piece) => {
      const timeOf = (count: number): number => {
        const text = `${samples.writeParagraphs(['Words.'])}\n\n${piece.repeat(count)}`
        return Math.min(...[1, 2, 3].map(() => processorTime(() => parse(text))))
      }
      // 16 times the text may take 16 times as long, and 256 times if it is squared; of a few milliseconds the clock says little.
      const count = 2_000
      expect(timeOf(16 * count)).toBeLessThan(100 * Math.max(timeOf(count), 4))
    })
  })
}

const isRefusal = (thrown: unknown): boolean =>
  ['ARTICLE_EMPTY', 'FRONT_MATTER_INVALID'].includes((thrown as { code?: string }).code ?? '')

/** Milliseconds of work, so that a busy machine changes nothing. */
function processorTime(run: () => unknown): number {
  const start = process.cpuUsage()
  run()
  return process.cpuUsage(start).user / 1_000
}

/** Words without the signs that a format could take for markup. */
const plain = (word: string): string =>
  word.replace(/[\p{P}\p{S}\n\r]/gu, (sign) => (/\p{Extended_Pictographic}/u.test(sign) ? sign : ''))

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim()
