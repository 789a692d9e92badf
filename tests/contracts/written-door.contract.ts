import { beforeAll, describe, expect, test } from 'vitest'
import type { Attest } from '../../src/attest.js'
import { writes } from '../language-models/scripted-answers.js'
import { type Script, status } from '../language-models/scripted-server.js'
import type { Door, DoorAnswer } from './door.contract.js'

interface WrittenCase {
  readonly title: string
  readonly question: string
  readonly script: Script
  /** Of the library's answer: a case that is not what it says would show nothing. */
  readonly verdicts: readonly (string | null)[]
  readonly citedArticles: readonly string[]
}

const TWO = 'When was the lighthouse at Skerry Point built and how many people did the tram of Altdorf carry?'

const cases: readonly WrittenCase[] = [
  {
    title: 'one source cited twice, a second one, and what is wrong left out',
    question: TWO,
    script: writes(
      (mark) =>
        `The articles say this. The lighthouse was built in 1871. ${mark('Thomas Orde')} It was built in 1878. ${mark('Thomas Orde')} Its engineer was Thomas Orde. ${mark('Thomas Orde')} The tram carried nine hundred people on its first day. ${mark('nine hundred')}[9]`,
    ),
    verdicts: ['uncited', 'supported', 'supported', 'supported'],
    citedArticles: ['lighthouse', 'tram'],
  },
  {
    title: 'characters beyond 16 bits and an article’s own markers',
    question: 'How did whale oil burn in the lamps of Altdorf?',
    script: writes((mark) => `🐋 Whale oil burned with a clear flame in the lamps of Altdorf. ${mark('Whale oil')}`),
    verdicts: ['supported'],
    citedArticles: ['whales'],
  },
  {
    title: 'a model that fails: quotes instead',
    question: 'Who built the lighthouse at Skerry Point?',
    script: [status(401)],
    verdicts: [null],
    citedArticles: ['lighthouse'],
  },
]

/**
 * What every door promises of an answer that a language model writes: the segments, verdicts and citations of the library.
 * @param library the service behind the door; both ask the scripted model.
 */
export function writtenDoorContract(
  name: string,
  parts: { library(): Attest; play(script: Script): void },
  open: () => Door | Promise<Door>,
): void {
  describe(`${name} is a door to what a language model writes`, () => {
    let door: Door
    beforeAll(async () => {
      door = await open()
    })

    test.each(cases)('$title', async ({ question, script, verdicts, citedArticles }) => {
      parts.play(script)
      const request = { question, topK: 8, style: 'apa', mode: 'language-model' } as const
      const answered = await parts.library().ask(request)
      if (answered.kind !== 'answered') throw new Error(`The library declined: ${question}`)
      const { segments, citations, answer: text } = answered
      expect(segments.map(({ verdict }) => verdict)).toEqual(verdicts)
      expect(citations.map(({ articleId }) => articleId)).toEqual(citedArticles)

      const expected: DoorAnswer = {
        text,
        segments,
        citations: citations.map(({ quote, articleId, link, permalink, span }) => ({
          quote,
          articleId,
          url: link ?? permalink,
          span,
        })),
      }
      expect(await door.ask(question, { mode: 'language-model' })).toEqual(expected)
    })
  })
}
