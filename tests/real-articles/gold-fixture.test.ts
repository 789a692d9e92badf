import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { articlesFolder, articlesMissing, type GoldQuestion, goldQuestions, goldSentence, readSource } from './gold.js'

const ofKind = (kind: GoldQuestion['kind']) => goldQuestions.filter((question) => question.kind === kind)
const answerable = goldQuestions.filter((question) => question.answerable)
const rows = answerable.flatMap(({ id, gold }) => gold.map((span) => ({ id, span })))

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const runs = (text: string, length: number): string[] => {
  const all = words(text)
  return all.slice(length - 1).map((_, i) => all.slice(i, i + length).join(' '))
}

const functionWords = new Set(
  'after does during from have instead into than that their what when where which with'.split(' '),
)
/** Words of four letters and more by their first five letters, which joins most forms of a word. */
const contentStems = (text: string): Set<string> =>
  new Set(
    words(text)
      .filter((word) => word.length > 3 && !functionWords.has(word))
      .map((word) => word.slice(0, 5)),
  )
/** A question has to name its subject: the capitalised words after the first are no sign of closeness. */
const withoutNames = (question: string): string => question.replace(/(?<=\s)\p{Lu}[\p{L}’]*/gu, '')
const sharedContent = (question: string, sentence: string): number => {
  const asked = [...contentStems(question)]
  const said = contentStems(sentence)
  return asked.filter((stem) => said.has(stem)).length / asked.length
}

describe('the gold questions', () => {
  test('at least 30 have an answer, half of them or more in other words than the article', () => {
    expect(answerable.length).toBeGreaterThanOrEqual(30)
    const paraphrased = ofKind('paraphrase').length
    expect(paraphrased).toBeGreaterThanOrEqual(ofKind('close').length)
    expect(ofKind('close').length + paraphrased + ofKind('paraphrase-hard').length).toBe(answerable.length)
  })

  test('every article answers at least 12, and no question is asked twice', () => {
    const files = new Set(rows.map(({ span }) => span.file))
    const counts = [...files].map(
      (file) => answerable.filter(({ gold }) => gold.some((span) => span.file === file)).length,
    )
    expect(counts).toHaveLength(3)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(12)
    expect(new Set(goldQuestions.map(({ id }) => id)).size).toBe(goldQuestions.length)
    expect(new Set(goldQuestions.map(({ question }) => question)).size).toBe(goldQuestions.length)
  })

  test('what cannot be answered has no gold sentence, six of them on topic and six off it', () => {
    expect(ofKind('unanswerable-near')).toHaveLength(6)
    expect(ofKind('unanswerable-far')).toHaveLength(6)
    for (const { id, answerable, kind, gold } of goldQuestions) {
      expect({ id, answerable, hasGold: gold.length > 0 }).toEqual({
        id,
        answerable: !kind.startsWith('unanswerable'),
        hasGold: !kind.startsWith('unanswerable'),
      })
    }
  })
})

describe('the gold questions over the articles', () => {
  beforeEach((ctx) => {
    if (!existsSync(articlesFolder)) ctx.skip(articlesMissing)
  })

  test('every gold span names the file that it was made from', () => {
    for (const { id, span } of rows) {
      const sha256 = createHash('sha256')
        .update(readFileSync(join(articlesFolder, span.file)))
        .digest('hex')
      expect({ id, sha256: span.sha256 }).toEqual({ id, sha256 })
    }
  })

  test.each(rows.map(({ id, span }) => [id, span] as const))('%s is answered by one whole sentence', (_, span) => {
    const source = readSource(span.file)
    const frontMatter = source.startsWith('---\n') ? source.indexOf('\n---\n') + 5 : 0
    const sentence = goldSentence(span)

    expect(span.start).toBeGreaterThanOrEqual(frontMatter)
    expect(span.end).toBeLessThanOrEqual(source.length)
    expect(sentence).toMatch(/^["“(]?[\p{Lu}\p{N}]/u)
    expect(source.slice(frontMatter, span.start)).toMatch(/(^|\n)(- )?$|[.?!]["”’)]*\s+$/u)
    expect(sentence).toMatch(/[.?!]["”’)]*$/u)
    expect(source.slice(span.end)).toMatch(/^(\s|$)/u)
    expect(sentence.replaceAll('U.S.', 'US')).not.toMatch(/[.?!]["”’)]*\s/u)
  })

  test('no question repeats eight words in a row of an article', () => {
    const files = readdirSync(articlesFolder).filter((name) => name.endsWith('.txt'))
    const printed = new Set(files.flatMap((file) => runs(readSource(file), 8)))
    const copied = goldQuestions.filter(({ question }) => runs(question, 8).some((run) => printed.has(run)))
    expect(copied.map(({ id }) => id)).toEqual([])
  })

  test('a paraphrase shares at most half of its words, names left out, with what answers it; a hard one at most two in five of all', () => {
    const shares = (kind: GoldQuestion['kind']) =>
      ofKind(kind).map(({ id, question, gold }) => ({
        id,
        share: Math.max(...gold.map((span) => sharedContent(question, goldSentence(span)))),
      }))
    const besideNames = ofKind('paraphrase').map(({ id, question, gold }) => ({
      id,
      share: Math.max(...gold.map((span) => sharedContent(withoutNames(question), goldSentence(span)))),
    }))
    expect(besideNames.filter(({ share }) => share > 0.5)).toEqual([])
    expect(shares('paraphrase-hard').filter(({ share }) => share > 0.4)).toEqual([])
    const close = shares('close').map(({ share }) => share)
    expect(close.reduce((sum, share) => sum + share, 0) / close.length).toBeGreaterThan(0.5)
  })
})
