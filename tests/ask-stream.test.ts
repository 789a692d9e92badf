import { appendFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { AnswerEvent } from '../src/answers/answer-events.js'
import { type SmallService, serviceOn, smallCorpus } from './support/small-service.js'

const request = (question: string) => ({ question, topK: 4, style: 'apa' as const })
const built = request('When was the lighthouse at Skerry Point built and what did its lamp burn?')

let service: SmallService
beforeEach(async () => {
  service = serviceOn(smallCorpus)
  onTestFinished(() => service.close())
  await service.attest.ingest()
})

async function eventsOf(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const untimed = <Told extends object>(answer: Told) => ({ ...answer, timingsMs: null })

describe('the events of an answer', () => {
  test('are its sources, each segment after its citations, and the whole answer, which is that of ask', async () => {
    const events = await eventsOf(service.attest.askStream(built))
    const done = events.at(-1)!
    if (done.kind !== 'done' || done.answer.kind !== 'answered') throw new Error('Expected an answer.')
    const { answer } = done
    expect(events[0]).toMatchObject({ kind: 'sources', version: answer.version })
    expect(events[0]).toHaveProperty('passages', answer.passages)
    expect(answer.segments.length).toBeGreaterThan(0)
    expect(events.slice(1, -1)).toEqual(
      answer.segments.flatMap((segment, i) => [
        { kind: 'citation', citation: answer.citations[i] },
        { kind: 'segment', segment },
      ]),
    )
    expect(untimed(await service.attest.ask(built))).toEqual(untimed(answer))
  })

  test('are the nearest passages and the abstention, where the articles do not say', async () => {
    const events = await eventsOf(service.attest.askStream(request('Which enzyme repairs damaged DNA in zebrafish?')))
    expect(events.map(({ kind }) => kind)).toEqual(['sources', 'done'])
    const [sources, done] = events
    if (sources?.kind !== 'sources' || done?.kind !== 'done') throw new Error('Expected two events.')
    expect(done.answer).toMatchObject({ kind: 'unanswerable', closest: sources.passages })
  })

  test('fail when the first is asked for, before there is a version', async () => {
    const empty = serviceOn({})
    onTestFinished(() => empty.close())
    const events = empty.attest.askStream(built)
    await expect(eventsOf(events)).rejects.toMatchObject({ code: 'NOT_READY' })
  })
})

describe('a signal', () => {
  test('that was aborted before ends the work before anything is told', async () => {
    const reason = new Error('gone')
    const events = service.attest.askStream(built, { signal: AbortSignal.abort(reason) })
    await expect(eventsOf(events)).rejects.toBe(reason)
    await expect(service.attest.ask(built, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  test('that is aborted in between ends it at the next step', async () => {
    const controller = new AbortController()
    const told: string[] = []
    const reading = (async () => {
      for await (const { kind } of service.attest.askStream(built, controller)) {
        told.push(kind)
        if (kind === 'segment') controller.abort()
      }
    })()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    expect(told).toEqual(['sources', 'citation', 'segment'])
  })
})

/** Files of the index that this process holds open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${fd}`)
      return file.startsWith(service.config.INDEX_DIR) ? [file] : []
    } catch {
      return []
    }
  })
}

describe('a version that is replaced while an answer is told from it', () => {
  async function replaced() {
    const before = service.attest.readiness().version
    const events = service.attest.askStream(built)[Symbol.asyncIterator]()
    await events.next()
    // Every article is another, so that the versions have no segment in common.
    for (const name of readdirSync(service.corpus))
      appendFileSync(path.join(service.corpus, name), '\nOne more sentence.\n')
    writeFileSync(path.join(service.corpus, 'lighthouse.md'), `# Skerry Point\n\nThe lighthouse is gone: ${before}.\n`)
    await service.attest.ingest()
    expect(service.attest.readiness().version).not.toBe(before)
    return { before, events, bothOpen: openFiles() }
  }

  test('tells it to its end and is closed then', async () => {
    const { before, events, bothOpen } = await replaced()
    const told: AnswerEvent[] = []
    for (let next = await events.next(); !next.done; next = await events.next()) told.push(next.value)
    const done = told.at(-1)!
    expect(done).toMatchObject({ answer: { kind: 'answered', version: before } })
    expect(JSON.stringify(done)).toContain('The lighthouse at Skerry Point was built in 1871')
    expect(openFiles().length).toBeLessThan(bothOpen.length)
  })

  test('is closed when the consumer breaks off', async () => {
    const { events, bothOpen } = await replaced()
    await events.return?.()
    expect(openFiles().length).toBeLessThan(bothOpen.length)
  })
})
