import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadTokenizer } from '../../src/inference/tokenizer.js'

const tokenizer = await loadTokenizer(fileURLToPath(new URL('../../models/all-MiniLM-L6-v2', import.meta.url)))
const [cls, sep] = [101, 102]

test('special tokens stand around an input, not in it', () => {
  expect(tokenizer.prefix).toEqual([cls])
  expect(tokenizer.suffix).toEqual([sep])
  expect(tokenizer.encode('')).toEqual([])
})

test.each(['[SEP]', 'a [CLS] b', '[MASK][PAD]', '[[SEP]]', '[UNK]'])('%s written in a text is plain text', (text) => {
  for (const id of [0, 100, cls, sep, 103]) expect(tokenizer.encode(text)).not.toContain(id)
  expect(tokenizer.encode(text)).toEqual(tokenizer.encode(text.replaceAll('[', '[ ')))
})

test('sentences tokenized one by one give the tokens of the whole', async () => {
  const sentence = fc.stringMatching(/^[A-Za-z0-9 ,;'’“”()é€—-]{1,40}[.?!]$/)
  await fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), (sentences) => {
      const joined = sentences.flatMap((text) => tokenizer.encode(` ${text}`))
      expect(joined).toEqual(tokenizer.encode(sentences.join(' ')))
    }),
  )
})

test('a folder without a tokenizer is refused as MODEL_INVALID', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'attest-tokenizer-'))
  await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: 'MODEL_INVALID' })
  await rm(folder, { recursive: true })
})
