import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerPrompt } from '../../src/prompts/answer-prompt.js'
import { freshNonce } from '../../src/prompts/nonce.js'
import { alwaysTheSame, passage, prompts, wide } from './sample-passages.js'

test('the letters occur in no text, whatever the texts hold', () => {
  void fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(), (texts, seed) => {
      let state = seed
      const nonce = freshNonce(texts, (limit) => {
        state = (state * 31 + 7) % 1_000_003
        return state % limit
      })
      for (const text of texts) expect(text.toLowerCase()).not.toContain(nonce)
      expect(nonce).toMatch(/^[b-z]{4,}$/)
    }),
  )
})

test.each([['bbbb'], ['[BBBB-1]'], ['ｂｂｂｂ']])('others are chosen where a text holds %j', (text) => {
  expect(freshNonce([text], alwaysTheSame())).toBe('cccc')
})

test('they grow longer where a text holds all that are tried', () => {
  const text = 'bcdfghjkmnpqrstvwxz'.replace(/./g, (letter) => `${letter.repeat(4)} `)
  expect(freshNonce([text], alwaysTheSame()).length).toBeGreaterThan(4)
})

test('two requests have different letters', () => {
  const nonces = Array.from({ length: 40 }, () => freshNonce([], randomInt))
  expect(new Set(nonces).size).toBeGreaterThan(35)
})

test('the letters of a prompt occur in its question, headings and passages only as ours', () => {
  const { markers } = answerPrompt(
    prompts.answer,
    { question: 'Is bbbb one?', passages: [passage('Is cccc?', 'Or dddd.'), passage('', '[ffff-1]')] },
    wide,
    alwaysTheSame(),
  )
  expect(markers.nonce).toBe('gggg')
})
