import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { IngestOutcome } from '../src/attest.js'
import { IngestionRecord } from '../src/ingestion-record.js'
import { Ingestions, type IngestionsParts } from '../src/ingestions.js'

const outcome: IngestOutcome = {
  kind: 'up-to-date',
  version: '000001-00000000',
  statistics: { articles: 0, passages: 0, publishedFrom: null, publishedTo: null, undated: 0 },
  failed: [],
  pinned: null,
}

function ingestionsWith(parts: Partial<IngestionsParts>) {
  const indexFolder = mkdtempSync(path.join(tmpdir(), 'attest-ingestions-'))
  onTestFinished(() => rmSync(indexFolder, { recursive: true }))
  const failures: unknown[] = []
  const ingestions = new Ingestions({
    indexFolder,
    record: new IngestionRecord(),
    open: async () => {},
    build: async () => outcome,
    isMergeDue: () => true,
    merge: async () => {},
    onMergeFailed: (thrown) => failures.push(thrown),
    onMended: () => {},
    ...parts,
  })
  return { ingestions, failures, isLocked: () => existsSync(path.join(indexFolder, 'ingest.lock')) }
}

/** Goes on until it is broken off. */
const untilBrokenOff = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

test('what is merged behind makes way for the next ingestion, and for the end', async () => {
  let mergings = 0
  const { ingestions, isLocked } = ingestionsWith({
    merge: (signal) => {
      mergings += 1
      return untilBrokenOff(signal)
    },
  })
  for (let n = 1; n <= 3; n += 1) {
    expect(await ingestions.start({})).toBe(outcome)
    await expect.poll(() => mergings).toBe(n)
  }
  ingestions.stopMerging()
  await ingestions.settled()
  expect(isLocked()).toBe(false)
})

test('a merging that was broken off time and again is let come to its end', async () => {
  const ends: string[] = []
  let begun = 0
  let finish = () => {}
  const { ingestions } = ingestionsWith({
    merge: async (signal) => {
      begun += 1
      await Promise.race([untilBrokenOff(signal), new Promise<void>((resolve) => (finish = resolve))])
      ends.push(signal.aborted ? 'broken off' : 'done')
    },
  })
  for (let n = 1; n <= 6; n += 1) {
    await ingestions.start({})
    await expect.poll(() => begun).toBe(n)
  }
  const last = ingestions.start({})
  // It waits: nothing but the end of the merging lets it go on.
  finish()
  await last
  expect(ends).toEqual([...Array(5).fill('broken off'), 'done'])
  ingestions.stopMerging()
  await ingestions.settled()
})

test('nothing is merged any more once it has been stopped', async () => {
  let mergings = 0
  const { ingestions } = ingestionsWith({
    merge: async () => {
      mergings += 1
    },
  })
  ingestions.stopMerging()
  await ingestions.start({})
  await ingestions.settled()
  expect(mergings).toBe(0)
})

test('without anything to merge nobody finds the index locked after an ingestion', async () => {
  const { ingestions, isLocked } = ingestionsWith({ isMergeDue: () => false })
  await ingestions.start({})
  expect(isLocked()).toBe(false)
})

test('a merging that fails is told, and the ingestion before it did not fail', async () => {
  const { ingestions, failures } = ingestionsWith({ merge: async () => Promise.reject(new Error('disk full')) })
  expect(await ingestions.start({})).toBe(outcome)
  await ingestions.settled()
  expect(failures).toEqual([new Error('disk full')])
})
