import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TokenBuckets } from '../../src/web-security/token-buckets.js'

function bucketsAt(perMinute: number, mostBuckets?: number) {
  const clock = { now: 0 }
  return { clock, buckets: new TokenBuckets({ perMinute, now: () => clock.now, ...(mostBuckets && { mostBuckets }) }) }
}

describe('a bucket of tokens', () => {
  test('gives a minute’s worth at once, then as many a minute as it should', () => {
    const { clock, buckets } = bucketsAt(3)
    expect([1, 2, 3, 4].map(() => buckets.take('a').isEmpty)).toEqual([false, false, false, true])
    expect(buckets.take('a')).toEqual({ isEmpty: true, remaining: 0, retryAfterS: 20, resetS: 60 })
    clock.now = 19_999
    expect(buckets.take('a')).toMatchObject({ isEmpty: true, retryAfterS: 1 })
    clock.now = 20_000
    expect(buckets.take('a')).toEqual({ isEmpty: false, remaining: 0, retryAfterS: 20, resetS: 60 })
    clock.now = 3_600_000
    expect(buckets.look('a')).toEqual({ isEmpty: false, remaining: 3, retryAfterS: 0, resetS: 0 })
  })

  test('is a client’s own, and looking takes nothing', () => {
    const { buckets } = bucketsAt(1)
    for (let looks = 0; looks < 5; looks += 1) buckets.look('a')
    expect([buckets.take('a').isEmpty, buckets.take('a').isEmpty, buckets.take('b').isEmpty]).toEqual([
      false,
      true,
      false,
    ])
  })

  test('never gives more than its size and what came in since, whenever it is asked', async () => {
    await fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(20_000), { maxLength: 200 }),
        (perMinute, pauses) => {
          const { clock, buckets } = bucketsAt(perMinute)
          let given = 0
          for (const pause of pauses) {
            clock.now += pause
            if (!buckets.take('a').isEmpty) given += 1
          }
          expect(given).toBeLessThanOrEqual(perMinute + (clock.now / 60_000) * perMinute + 1e-6)
        },
      ),
    )
  })
})

test('buckets are bounded in number: the one that was longest untouched is forgotten', () => {
  const { buckets } = bucketsAt(1, 3)
  for (const client of ['a', 'b', 'c', 'a', 'd']) buckets.take(client)
  expect(buckets.size).toBe(3)
  expect(buckets.look('a').isEmpty).toBe(true)
  expect(buckets.look('b').isEmpty).toBe(false)
  for (let client = 0; client < 1_000; client += 1) buckets.take(`client ${client}`)
  expect(buckets.size).toBe(3)
})
