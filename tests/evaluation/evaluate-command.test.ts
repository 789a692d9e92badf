import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OptionValues } from '../../src/cli/command.js'
import { evaluateCommand } from '../../src/cli/evaluate.js'
import { type SmallService, serviceOn, smallCorpus } from '../support/small-service.js'

describe('attest evaluate', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-evaluate-'))
  const gold = path.join(folder, 'gold.jsonl')
  let service: SmallService

  beforeAll(async () => {
    service = serviceOn(smallCorpus)
    await service.attest.ingest()
    const questions = [
      {
        question: 'Who built the lighthouse?',
        relevant: [{ article: 'lighthouse', quote: 'Thomas Orde' }],
        answers: ['Thomas Orde'],
      },
      { question: 'Who won the hockey final?', answerable: false },
    ]
    writeFileSync(gold, questions.map((question) => JSON.stringify(question)).join('\n'))
  })
  afterAll(async () => {
    await service.close()
    rmSync(folder, { recursive: true })
  })

  const run = async (positionals: readonly string[], options: OptionValues) => {
    const lines: string[] = []
    const line = (text: string) => void lines.push(text)
    const output = {
      interactive: false,
      line,
      json: (value: unknown) => line(JSON.stringify(value)),
      note() {},
      status() {},
    }
    const context = { config: service.config, output }
    const exitCode = await evaluateCommand.run(positionals, options, context)
    return { exitCode, text: lines.join('\n') }
  }

  test('prints tables of a gold file and writes what two runs are compared by', async () => {
    const out = path.join(folder, 'result.json')
    const { exitCode, text } = await run([gold], { out })
    expect(exitCode).toBe(0)
    expect(text).toContain('| search | n | gold in 400 words |')
    expect(text).toContain('| declining | n | AUROC |')
    expect(JSON.parse(readFileSync(out, 'utf8')).questions).toHaveLength(2)
    expect((await run([out, out], { compare: true })).text).toContain(
      '| answer in quotes | .000 (.000 to .000) | 0 | 0 |',
    )
  })

  test('measures quotes and confidence apart from the threshold', async () => {
    const strict = { ...service, config: { ...service.config, DECLINE_BELOW: 1 } }
    service = strict
    const { text } = await run([gold], { json: true })
    const { summary } = JSON.parse(text)
    expect(summary.figures.answerInQuotes.value).toBe(1)
    expect(summary.figures.answeredRight.value).toBe(0)
    expect(summary.declining).toMatchObject({ declineBelow: 1, falseDeclines: { value: 1 } })
  })

  test('says in words what the self-test found', async () => {
    expect((await run([], { 'self-test': true })).text).toContain(
      'Finding the article that a sentence was copied from: works',
    )
  })

  test.each([
    ['no gold file', [], {}],
    ['a gold file that is not there', ['none.jsonl'], {}],
    ['one result to compare', ['a.json'], { compare: true }],
    ['a number of articles that is none', [], { 'self-test': true, articles: 'many' }],
  ] as const)('refuses %s', async (_, positionals, options) => {
    await expect(run(positionals, options)).rejects.toMatchObject({ code: 'USAGE' })
    expect(existsSync('none.jsonl')).toBe(false)
  })

  test('refuses a result that is none', async () => {
    await expect(run([gold, gold], { compare: true })).rejects.toMatchObject({ code: 'USAGE' })
  })
})
