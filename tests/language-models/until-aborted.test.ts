import { describe, expect, test } from 'vitest'
import { untilAborted } from '../../src/language-models/until-aborted.js'

const left = new Error('left')

async function* two(): AsyncGenerator<number> {
  yield 1
  yield 2
}

/** A source that ends quietly, as if it were done, as soon as the signal fires: what some clients do. */
function endingQuietly(signal: AbortSignal): AsyncIterable<number> {
  const done = new Promise<IteratorResult<number>>((resolve) =>
    signal.addEventListener('abort', () => resolve({ done: true, value: undefined })),
  )
  let isFirst = true
  const next = (): Promise<IteratorResult<number>> => {
    const given = isFirst ? Promise.resolve({ done: false, value: 1 }) : done
    isFirst = false
    return given
  }
  return { [Symbol.asyncIterator]: () => ({ next }) }
}

async function all(values: AsyncIterable<number>, onValue: () => void = () => undefined): Promise<number[]> {
  const collected: number[] = []
  for await (const value of values) {
    collected.push(value)
    onValue()
  }
  return collected
}

describe('iterating until aborted', () => {
  test('passes everything on', async () => {
    expect(await all(untilAborted(Promise.resolve(two()), new AbortController().signal))).toEqual([1, 2])
  })

  test('throws the reason where the source takes the signal for its end', async () => {
    const controller = new AbortController()
    const values = untilAborted(Promise.resolve(endingQuietly(controller.signal)), controller.signal)
    await expect(all(values, () => controller.abort(left))).rejects.toBe(left)
  })

  test.each<[string, () => Promise<AsyncIterable<number>>]>([
    ['is never opened', () => new Promise(() => undefined)],
    [
      'never gives anything',
      async () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }),
    ],
  ])('does not wait for a source that %s', async (_, source) => {
    const controller = new AbortController()
    const values = all(untilAborted(source(), controller.signal))
    controller.abort(left)
    await expect(values).rejects.toBe(left)
  })

  test('hears of a source’s failure to open, also where the signal came first', async () => {
    const failing = (): Promise<AsyncIterable<number>> => Promise.reject(new Error('no source'))
    await expect(all(untilAborted(failing(), new AbortController().signal))).rejects.toThrow('no source')
    await expect(all(untilAborted(failing(), AbortSignal.abort(left)))).rejects.toBe(left)
  })
})
