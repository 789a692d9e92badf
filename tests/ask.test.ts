import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../src/answers/answer.js'
import { serviceOn } from './support/small-service.js'

const dated = (date: string, title: string, text: string) => `---\ntitle: ${title}\ndate: ${date}\n---\n\n${text}\n`

const { attest, close } = serviceOn({
  'quiz.md': '# A quiz\n\nWho built the lighthouse at Skerry Point?\n\nThe answers stand on the last page.\n',
  'tower.md':
    '# Skerry Point\n\nThe lighthouse at Skerry Point was built by the engineer Thomas Orde. It was paid for by the fishermen of Altdorf.\n\nThe tower is white.\n',
  'visit.md': '# Visiting the museum\n\nBring these to the lamp room of the museum:\n\n- sturdy shoes\n- a warm coat\n',
  'oil-2021.md': dated('2021-05-01', 'Lamp oil', 'A litre of lamp oil costs four crowns at the harbour shop.'),
  'oil-2026.md': dated(
    '2026-05-01',
    'The price of lamp oil',
    'A litre of lamp oil costs nine crowns at the harbour shop.',
  ),
  'whales-a.md':
    '# Whales\n\nWhale oil burned with a clear flame. Whale oil was dear. Whale oil smelled of fish.\n\nIt kept for years.\n',
  'whales-b.md': '# Lamps\n\nBefore gas came, whale oil was burned in street lamps.\n',
  'whales-c.md': '# Trade\n\nShips carried whale oil from the north to the cities.\n',
})

beforeAll(async () => {
  await attest.ingest()
}, 60_000)
afterAll(close)

const ask = (question: string): Promise<Answer> => attest.ask({ question, topK: 8, style: 'apa' })
async function quotes(question: string): Promise<string[]> {
  const answer = await ask(question)
  return answer.kind === 'answered' ? answer.citations.map(({ quote }) => quote) : []
}

describe('the quotes of an answer', () => {
  test('are not the question itself, asked in an article', async () => {
    const [first] = await quotes('Who built the lighthouse at Skerry Point?')
    expect(first).toContain('Thomas Orde')
  })

  test('answer both halves of a question, a sentence that points back with the one before it', async () => {
    const all = await quotes('What colour is the tower of Skerry Point and who paid for the lighthouse?')
    expect(all.join(' ')).toContain('The tower is white.')
    expect(all.join(' ')).toContain('Thomas Orde. It was paid for by the fishermen of Altdorf.')
  })

  test('bring along the words that introduce a list', async () => {
    const all = await quotes('Do I need a warm coat in the museum?')
    expect(all).toContain('a warm coat')
    expect(all[0]).toBe('Bring these to the lamp room of the museum:')
  })

  test('are of several articles where the question asks for them', async () => {
    const answer = await ask('What do the articles say whale oil was used for?')
    if (answer.kind !== 'answered') throw new Error('declined')
    const articles = answer.citations.map(({ articleId }) => articleId)
    expect(articles.length).toBeGreaterThan(1)
    expect(new Set(articles).size).toBe(articles.length)
  })
})

describe('a search', () => {
  const search = async (query: string) =>
    (await attest.search({ query, topK: 8, explain: true })).passages.filter(({ articleId }) => /^oil/.test(articleId))

  test('for what holds now ranks the newer of two like articles first', async () => {
    const [first, second] = await search('What does a litre of lamp oil cost now?')
    expect([first?.articleId, second?.articleId]).toEqual(['oil-2026', 'oil-2021'])
    expect(first?.explanation).toMatchObject({ recency: expect.closeTo(0.1, 12) })
  })

  test('for words in quotation marks ranks the passage that holds them first', async () => {
    const [first] = await search('"costs four crowns at the harbour"')
    expect(first).toMatchObject({ articleId: 'oil-2021', explanation: { phrases: expect.closeTo(0.3, 12) } })
  })

  test('explains each score by parts that add up to it', async () => {
    for (const { scores, explanation } of await search('What does "lamp oil costs nine" mean now, in 2026?')) {
      expect(Object.keys(explanation!)).toEqual(['passage', 'sentence', 'lexical', 'years', 'recency', 'phrases'])
      const sum = Object.values(explanation!).reduce((all, part) => all + part, 0)
      expect(sum).toBe(scores.fused)
    }
  })
})
