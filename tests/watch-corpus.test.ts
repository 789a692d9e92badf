import { expect, onTestFinished, test } from 'vitest'
import { watchCorpus } from '../src/watch-corpus.js'

/** A corpus that is what a test says, and a record of what was ingested of it. */
function watchedCorpus(first: string) {
  const ending = new AbortController()
  const state = { content: first, looks: 0, ingested: [] as string[], problems: [] as string[] }
  let failure: string | null = null
  const watching = watchCorpus({
    look: async () => {
      state.looks += 1
      if (state.content === 'unreadable') throw new Error('the folder is gone')
      return state.content
    },
    ingest: async () => {
      if (failure !== null) throw new Error(failure)
      state.ingested.push(state.content)
    },
    onProblem: (thrown) => state.problems.push(String(thrown)),
    intervalMs: 2,
    signal: ending.signal,
  })
  onTestFinished(async () => {
    ending.abort()
    await watching
  })
  return {
    state,
    fail: (message: string | null) => {
      failure = message
    },
    /** Resolves after so many further looks. */
    looks: async (count: number) => {
      const until = state.looks + count
      await expect.poll(() => state.looks, { interval: 1 }).toBeGreaterThanOrEqual(until)
    },
  }
}

test('it ingests at once, and again only when something changed', async () => {
  const { state, looks } = watchedCorpus('a')
  await looks(10)
  expect(state.ingested).toEqual(['a'])
  state.content = 'b'
  await expect.poll(() => state.ingested).toEqual(['a', 'b'])
  await looks(10)
  expect(state.ingested).toEqual(['a', 'b'])
})

test('what changes from look to look is waited for, but not for ever', async () => {
  const ingested: number[] = []
  const ending = new AbortController()
  let looks = 0
  await watchCorpus({
    look: async () => String(++looks),
    ingest: async () => {
      ingested.push(looks)
      if (ingested.length === 3) ending.abort()
    },
    onProblem: () => {},
    intervalMs: 1,
    signal: ending.signal,
  })
  expect(ingested).toEqual([1, 32, 63])
})

test('a folder that cannot be looked at is told once, not taken for an empty one, and ingested when it is back', async () => {
  const { state, looks } = watchedCorpus('a')
  await looks(3)
  state.content = 'unreadable'
  await looks(4)
  expect(state).toMatchObject({ ingested: ['a'], problems: ['Error: the folder is gone'] })
  state.content = 'b'
  await expect.poll(() => state.ingested).toEqual(['a', 'b'])
})

test('an ingestion that fails is told once, and tried again until it does not', async () => {
  const { state, fail, looks } = watchedCorpus('a')
  await looks(2)
  fail('the disk is full')
  state.content = 'b'
  await expect.poll(() => state.problems).toEqual(['Error: the disk is full'])
  await looks(4)
  expect(state).toMatchObject({ ingested: ['a'], problems: ['Error: the disk is full'] })
  fail(null)
  await expect.poll(() => state.ingested).toEqual(['a', 'b'])
})
