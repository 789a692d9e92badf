import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readParaphrases } from '../../bench/claims/paraphrases.js'
import { readArticle } from '../../src/articles/read-article.js'

const corpus = path.resolve(import.meta.dirname, '../../corpus')
const texts = new Map(
  readdirSync(corpus)
    .filter((name) => /\.(md|txt|html)$/.test(name))
    .map((name) => {
      const bytes = readFileSync(path.join(corpus, name))
      const { article } = readArticle({ path: name, bytes, sideCarBytes: null })
      return [article.id, article.text]
    }),
)

test('each sentence that is paraphrased stands in its article, and its paraphrase in none', () => {
  const cases = readParaphrases()
  expect(cases).toHaveLength(60)
  expect(new Set(cases.map(({ sentence }) => sentence)).size).toBe(60)
  for (const { article, sentence, paraphrase } of cases) {
    expect(texts.get(article), article).toContain(sentence)
    for (const text of texts.values()) expect(text).not.toContain(paraphrase.replace(/\.$/, ''))
  }
})
