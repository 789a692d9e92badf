import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { Tiktoken, type TiktokenBPE } from 'js-tiktoken/lite'
import cl100k from 'js-tiktoken/ranks/cl100k_base'
import o200k from 'js-tiktoken/ranks/o200k_base'
import { describe, expect, test } from 'vitest'
import { answerPrompt } from '../../src/prompts/answer-prompt.js'
import { estimateTokens } from '../../src/prompts/estimate-tokens.js'
import type { PromptPassage } from '../../src/prompts/fit-passages.js'
import { rewritePrompt } from '../../src/prompts/rewrite-prompt.js'
import { alwaysTheSame, lighthouse, passage, prompts, wide } from './sample-passages.js'

const root = path.resolve(import.meta.dirname, '../..')

describe.each<[string, TiktokenBPE]>([
  ['cl100k', cl100k],
  ['o200k', o200k],
])('the estimate is at least what %s counts', (_, ranks) => {
  const tokenizer = new Tiktoken(ranks)
  const count = (text: string) => tokenizer.encode(text, [], []).length

  test('for our articles, in at most three times as many', () => {
    const paragraphs = readdirSync(path.join(root, 'corpus')).flatMap((file) =>
      readFileSync(path.join(root, 'corpus', file), 'utf8').split(/\n\s*\n/),
    )
    let [counted, estimated] = [0, 0]
    for (const paragraph of paragraphs) {
      expect(estimateTokens(paragraph)).toBeGreaterThanOrEqual(count(paragraph))
      counted += count(paragraph)
      estimated += estimateTokens(paragraph)
    }
    expect(estimated / counted).toBeLessThan(3)
  })

  test.each([
    'Мост через реку открыли в 1884 году, и жители города праздновали.',
    'Η γέφυρα άνοιξε το 1884 και οι κάτοικοι γιόρτασαν.',
    'افتتح الجسر عام 1884 واحتفل السكان.',
    '这座桥于1884年开放，城里的居民庆祝了这一事件。',
    'この橋は1884年に開通しました。',
    'Die Donaudampfschifffahrtsgesellschaft übernahm 1884 die Brücke über den Fluß.',
    '👩‍👩‍👧‍👦🏳️‍🌈 zażółć gęślą jaźń ﷽ 𒀀𒀁',
    '3.14159265358979 0x7f3a9c [1] [2, 3] {"a":[1,2]} -- ==== https://example.org/a?b=c&d=%20',
    'QZXJ qzxj kkkk aQaQaQ XxXxXx a b c d e f g',
  ])('for %s', (text) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(count(text))
  })

  test('for whatever', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        expect(estimateTokens(text)).toBeGreaterThanOrEqual(count(text))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a prompt', () => {
  const sentence = fc.array(fc.constantFrom('river', 'opened', '1884', 'bridge', '[1]', 'Мост', '…'), {
    minLength: 1,
    maxLength: 30,
  })
  const passages = fc.array(
    fc
      .array(sentence, { minLength: 1, maxLength: 8 })
      .map((sentences) => passage('A title', ...sentences.map((words) => `${words.join(' ')}.`))),
    { minLength: 1, maxLength: 12 },
  )

  test('with its answer never overruns the context, keeps the order, and cuts only a first passage, at a sentence', () => {
    void fc.assert(
      fc.property(
        passages,
        fc.integer({ min: 1_300, max: 6_000 }),
        fc.integer({ min: 64, max: 600 }),
        (given, contextTokens, maxTokens) => {
          const budget = { contextTokens, maxTokens, countTokens: estimateTokens }
          const question = 'When was the bridge opened?'
          let prompt: ReturnType<typeof answerPrompt<PromptPassage>>
          try {
            prompt = answerPrompt(prompts.answer, { question, passages: given }, budget, alwaysTheSame())
          } catch (error) {
            expect(error).toMatchObject({ code: 'QUESTION_TOO_LONG' })
            return
          }
          const tokens = prompt.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
          expect(tokens + maxTokens).toBeLessThanOrEqual(contextTokens)
          const [first, ...others] = prompt.passages
          expect(others).toEqual(given.slice(1, prompt.passages.length))
          if (first !== given[0]) {
            expect(others).toEqual([])
            expect(given[0]!.text.startsWith(first!.text)).toBe(true)
            expect(given[0]!.sentenceEnds).toContain(first!.text.length)
          }
          for (const { text } of prompt.passages) expect(prompt.messages[1]!.content).toContain(`\n${text}\n`)
        },
      ),
    )
  })

  const tokensOf = (given: readonly PromptPassage[]) => {
    const { messages } = answerPrompt(prompts.answer, { question: 'Who?', passages: given }, wide, alwaysTheSame())
    return messages.reduce((sum, { content }) => sum + estimateTokens(content) + 32, 0)
  }
  const fitting = (given: readonly PromptPassage[], promptTokens: number) =>
    answerPrompt(
      prompts.answer,
      { question: 'Who?', passages: given },
      { contextTokens: promptTokens + 500, maxTokens: 500, countTokens: estimateTokens },
      alwaysTheSame(),
    ).passages.map(({ text }) => text)

  test('takes as many passages as fit to the token', () => {
    const all = [lighthouse, lighthouse, lighthouse]
    expect(fitting(all, tokensOf(all))).toHaveLength(3)
    expect(fitting(all, tokensOf(all) - 1)).toHaveLength(2)
    expect(fitting(all, tokensOf([lighthouse]))).toEqual([lighthouse.text])
  })

  test('takes as many first sentences as fit of a first passage that is too long by itself', () => {
    const long = passage('Title', 'The first one.', 'The second one.', 'The third one.')
    expect(fitting([long, lighthouse], tokensOf([long]))).toEqual([long.text])
    expect(fitting([long, lighthouse], tokensOf([long]) - 1)).toEqual(['The first one. The second one.'])
  })

  test('is refused where the question leaves no room, with what to do', () => {
    expect(() => fitting([lighthouse], 900)).toThrow(
      expect.objectContaining({
        code: 'QUESTION_TOO_LONG',
        message: expect.stringMatching(/at most 900 tokens.*ATTEST_LANGUAGE_MODEL_CONTEXT_TOKENS/),
      }),
    )
  })

  test('of the smallest context that can be set has room for the longest question in English, and two passages', () => {
    const question = `${'Which bridge? '.repeat(30)}`.slice(0, 400)
    const { passages: kept } = answerPrompt(
      prompts.answer,
      { question, passages: [lighthouse, lighthouse] },
      { contextTokens: 2048, maxTokens: 256, countTokens: estimateTokens },
      alwaysTheSame(),
    )
    expect(kept).toHaveLength(2)
  })
})

describe('a conversation', () => {
  const turns = [1, 2, 3].map((number) => ({
    role: 'user' as const,
    text: `Turn ${number}: ${'a bridge '.repeat(60)}`,
  }))
  const asked = (promptTokens: number) =>
    rewritePrompt(
      prompts.rewriteQuestion,
      { question: 'And in Africa?', conversation: turns },
      { contextTokens: promptTokens + 100, maxTokens: 100, countTokens: estimateTokens },
      alwaysTheSame(),
    )[1]!.content

  test('loses its oldest turns first', () => {
    expect([...asked(10_000).matchAll(/Turn \d/g)].map(String)).toEqual(['Turn 1', 'Turn 2', 'Turn 3'])
    expect([...asked(1_000).matchAll(/Turn \d/g)].map(String)).toEqual(['Turn 3'])
  })

  test('does not stand in the way of the question', () => {
    expect(asked(900)).toContain('And in Africa?')
    expect(() => asked(300)).toThrow(expect.objectContaining({ code: 'QUESTION_TOO_LONG' }))
  })
})
