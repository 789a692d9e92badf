import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AutoTokenizer, env } from '@xenova/transformers'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { BlockKind } from '../../src/articles/article.js'
import type { Passage } from '../../src/passages/passage.js'
import {
  countWords,
  type SplitOptions,
  type SplittableArticle,
  splitArticle,
} from '../../src/passages/split-passages.js'
import { articleText, holdsHalfACharacter } from './article-text.js'
import { type ExampleBlock, exampleArticle, paragraph } from './example-article.js'

const options: SplitOptions = { countTokens: countWords, passageBudget: () => 240 }

function expectSound(
  article: SplittableArticle,
  passages: readonly Passage[],
  { countTokens, passageBudget }: SplitOptions,
): void {
  const content = article.blocks.filter(({ kind, boilerplate }) => kind !== 'heading' && boilerplate === null)
  const inContent = new Set(
    content.flatMap(({ span }) => Array.from({ length: span.end - span.start }, (_, i) => span.start + i)),
  )
  let end = 0
  for (const { span, text, sentences } of passages) {
    expect(text).toBe(article.text.slice(span.start, span.end))
    expect(holdsHalfACharacter(text)).toBe(false)
    expect(span.start).toBeGreaterThanOrEqual(end)
    expect([sentences[0]?.start, sentences.at(-1)?.end]).toEqual([span.start, span.end])
    end = span.start
    for (const sentence of sentences) {
      expect(article.text.slice(end, sentence.start).trim()).toBe('')
      expect(sentence.start).toBeGreaterThanOrEqual(end)
      expect(holdsHalfACharacter(article.text.slice(sentence.start, sentence.end))).toBe(false)
      for (let i = sentence.start; i < sentence.end; i++)
        if (inContent.has(i)) inContent.delete(i)
        else expect.unreachable(`offset ${i} is in two sentences or in none of the article's content`)
      end = sentence.end
    }
    const tokens = sentences.reduce((sum, { start, end }) => sum + countTokens(article.text.slice(start, end)), 0)
    expect(sentences.length === 1 || tokens <= passageBudget('')).toBe(true)
  }
  expect([...inContent].filter((i) => article.text[i]!.trim() !== '')).toEqual([])
}

const exampleBlocks: fc.Arbitrary<ExampleBlock[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom<BlockKind>(
        'heading',
        'paragraph',
        'paragraph',
        'list-item',
        'quotation',
        'table-row',
        'code',
      ),
      text: articleText,
      level: fc.integer({ min: 1, max: 6 }),
      boilerplate: fc.constantFrom(undefined, undefined, undefined, 'credit' as const),
    })
    .map(({ boilerplate, ...block }) => (boilerplate === undefined ? block : { ...block, boilerplate })),
  { maxLength: 12 },
)

test('passages and sentences are slices, hold all content once and nothing else, and keep the budget', async () => {
  await fc.assert(
    fc.property(
      exampleBlocks,
      fc.constantFrom('\n\n', '\r\n', ' '),
      fc.integer({ min: 1, max: 60 }),
      (blocks, between, budget) => {
        const article = exampleArticle(blocks, { between })
        const own = { ...options, targetWords: 30, passageBudget: () => budget }
        expectSound(article, splitArticle(article, own), own)
      },
    ),
    { numRuns: 300 },
  )
})

test('time grows with the length of an article, not with its square', { retry: 3 }, () => {
  const millisecondsFor = (characters: number): number => {
    const one = paragraph(2, 1, 3)
    const article = exampleArticle(Array<ExampleBlock>(Math.ceil(characters / one.text.length)).fill(one))
    const runs = Array.from({ length: 3 }, () => {
      const start = performance.now()
      splitArticle(article, { ...options, passageBudget: () => Number.POSITIVE_INFINITY })
      return performance.now() - start
    })
    return Math.min(...runs)
  }
  millisecondsFor(50_000)
  // Linear costs 16 times as much, quadratic 256 times; a retry forgives a machine that is busy elsewhere.
  expect(millisecondsFor(800_000)).toBeLessThan(80 * Math.max(1, millisecondsFor(50_000)))
})

const sharedArticles = new URL('../../../shared/articles/', import.meta.url)

test('real articles come in passages of about 100 words', (ctx) => {
  if (!existsSync(sharedArticles)) ctx.skip('skipped: ../shared is not here')
  for (const file of readdirSync(sharedArticles).filter((name) => /^\d.*\.txt$/.test(name))) {
    const lines = [...readFileSync(new URL(file, sharedArticles), 'utf8').matchAll(/\S.*/g)]
    const article = exampleArticle(
      lines.map(([text]) => ({ kind: 'paragraph', text })),
      { between: '\n' },
    )
    const passages = splitArticle(article, options)
    expectSound(article, passages, options)
    const words = passages.map((passage) => countWords(passage.text))
    expect(words.filter((count) => count >= 60 && count <= 150).length / words.length).toBeGreaterThan(0.9)
  }
})

const modelFolders = ['../../models/', '../../../shared/models/'].map((path) => new URL(path, import.meta.url))

test('with the tokenizer of the shipped model, a passage has no more tokens than the budget', async (ctx) => {
  const folder = modelFolders.find((models) => existsSync(new URL('all-MiniLM-L6-v2/tokenizer.json', models)))
  if (folder === undefined) return ctx.skip('skipped: all-MiniLM-L6-v2 is neither in models nor in ../shared/models')
  const before = { localModelPath: env.localModelPath, allowRemoteModels: env.allowRemoteModels }
  // Other files of this process load models as well.
  onTestFinished(() => void Object.assign(env, before))
  Object.assign(env, { localModelPath: fileURLToPath(folder), allowRemoteModels: false })
  const tokenizer = await AutoTokenizer.from_pretrained('all-MiniLM-L6-v2')
  const countTokens = (text: string): number => tokenizer.encode(text, null, { add_special_tokens: false }).length
  expect(countTokens('Otters swim.')).toBeGreaterThan(countTokens('Otters'))
  const own = { ...options, countTokens, passageBudget: () => 120 }
  const sentence = (i: number): string =>
    `In ${1900 + i}, Dr. Ngũgĩ counted ${i * 37} otters 🦦 near Ålesund's harbour.`
  const text = Array.from({ length: 60 }, (_, i) => sentence(i)).join(' ')
  const article = exampleArticle([{ kind: 'paragraph', text }])
  const passages = splitArticle(article, own)
  expect(passages.flatMap(({ sentences }) => sentences)).toHaveLength(60)
  expectSound(article, passages, own)
  // The sum over sentences, which is what is bounded, is what the model sees.
  for (const passage of passages) expect(countTokens(passage.text)).toBeLessThanOrEqual(120)
})
