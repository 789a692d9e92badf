import { beforeAll, describe, expect, test } from 'vitest'
import type { AnswerMode, Segment } from '../../src/answers/answer.js'
import { declineSentences } from '../../src/answers/decline-sentences.js'
import type { Span } from '../../src/articles/article.js'
import type { Attest } from '../../src/attest.js'
import type { Filters } from '../../src/search-index/search-index.js'
import { smallCorpus } from '../support/small-service.js'

export interface DoorCitation {
  readonly quote: string
  readonly articleId: string
  /** The publisher's page scrolled to the quote, else the permalink. */
  readonly url: string
  /** Where the door says it. */
  readonly span?: Span
}

/** What a client of a door learns. */
export interface DoorAnswer {
  readonly text: string
  readonly citations: readonly DoorCitation[]
  /** Where the door says them. */
  readonly segments?: readonly Segment[]
}

export interface DoorOptions {
  readonly filters?: Filters
  readonly mode?: AnswerMode
}

export interface Door {
  ask(question: string, options?: DoorOptions): Promise<DoorAnswer>
}

/** What the library and the door under test must both answer from: addresses, none, characters beyond 16 bits, markers. */
export const doorCorpus: Readonly<Record<string, string>> = {
  ...smallCorpus,
  'whales.md':
    '# Whale oil 🐋\n\n🐋🐋 Whale oil burned with a clear flame [1] in the lamps of Altdorf. It was dear [2][3].\n\nIt kept for years.\n',
}

export const doorQuestions = [
  'Who built the lighthouse at Skerry Point?',
  'When was the lighthouse at Skerry Point built and how many people did the tram of Altdorf carry?',
  'Why did the tram of Altdorf close?',
  'How did whale oil burn in the lamps of Altdorf?',
  'Which knot does not slip under load?',
]

/**
 * What every door promises: the citations of the library, in its order, for the same question.
 * @param library the service behind the door; both on `doorCorpus` with the same public address.
 */
export function doorContract(name: string, library: () => Attest, open: () => Door | Promise<Door>): void {
  describe(`${name} is a door`, () => {
    let door: Door
    beforeAll(async () => {
      door = await open()
    })

    const answer = async (question: string, filters?: Filters) => {
      const answered = await library().ask({ question, filters, topK: 8, style: 'apa' })
      if (answered.kind !== 'answered') throw new Error(`The library declined: ${question}`)
      return answered
    }

    test.each(doorQuestions)('cites what the library cites: %s', async (question) => {
      const { citations, segments, answer: text } = await answer(question)
      const given = await door.ask(question)
      expect(given.citations.map(({ quote, articleId, url }) => ({ quote, articleId, url }))).toEqual(
        citations.map(({ quote, articleId, link, permalink }) => ({ quote, articleId, url: link ?? permalink })),
      )
      for (const [i, { span }] of given.citations.entries()) {
        if (span !== undefined) expect(span).toEqual(citations[i]!.span)
      }
      expect(given.text).toBe(text)
      expect(given.segments ?? segments).toEqual(segments)
    })

    test('cites only articles under the filters', async () => {
      const [question] = doorQuestions.slice(1)
      for (const filters of [{ authors: ['JO MEIER'] }, { publishedFrom: '2026-02', publishedTo: '2026-02-28' }]) {
        const expected = await answer(question!, filters)
        const { citations } = await door.ask(question!, { filters })
        expect(citations.map(({ quote }) => quote)).toEqual(expected.citations.map(({ quote }) => quote))
        expect(citations.length).toBeGreaterThan(0)
      }
    })

    test.each([
      ['no_topic', 'Which enzyme repairs damaged DNA in zebrafish?', undefined],
      ['outside_filters', doorQuestions[0]!, { publishedTo: '1999' }],
    ] as const)(
      'says in words that the articles do not answer, without a citation: %s',
      async (reason, question, filters) => {
        const declined = await library().ask({ question, filters, topK: 8, style: 'apa' })
        expect(declined).toMatchObject({ kind: 'unanswerable', reason })
        expect(await door.ask(question, filters && { filters })).toEqual({
          text: declineSentences[reason],
          citations: [],
        })
      },
    )
  })
}
