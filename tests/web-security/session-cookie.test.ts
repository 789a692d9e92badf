import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { newSession, openSession, SESSION_LIFETIME_S } from '../../src/web-security/session-cookie.js'

const keys = hashApiKeys(['first-key', 'second-key'])
const now = new Date('2026-02-14T12:00:00.500Z')
const sessionExpiry = (...given: Parameters<typeof openSession>) => openSession(...given)?.expiresAt ?? null
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const { value, expiresAt } = newSession(keys[1]!, now)

describe('a session', () => {
  test('lasts as long as it says', () => {
    expect(expiresAt).toEqual(new Date('2026-02-15T00:00:00Z'))
    expect(sessionExpiry(value, keys, now)).toEqual(expiresAt)
    expect(sessionExpiry(value, keys, later(SESSION_LIFETIME_S - 1))).toEqual(expiresAt)
    expect(sessionExpiry(value, keys, expiresAt)).toBeNull()
    expect(sessionExpiry(value, keys, later(SESSION_LIFETIME_S * 100))).toBeNull()
  })

  test('outlives a restart and ends when its key is removed', () => {
    expect(sessionExpiry(value, hashApiKeys(['other', 'second-key']), now)).toEqual(expiresAt)
    expect(sessionExpiry(value, hashApiKeys(['first-key']), now)).toBeNull()
    expect(sessionExpiry(value, [], now)).toBeNull()
  })

  test('does not hold the key, nor what is kept of it', () => {
    expect(value).toMatch(/^\d+\.[\w-]{43}$/)
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect(value).not.toContain(keys[1]!.digest.toString(encoding))
    }
  })

  test.each([
    undefined,
    '',
    '.',
    value.split('.')[0],
    `${value}.`,
    ` ${value}`,
    `0${value}`,
    `-${value}`,
    `9999999999999.${value.split('.')[1]}`,
  ])('is not %j', (cookie) => {
    expect(sessionExpiry(cookie, keys, now)).toBeNull()
  })

  test('is not what differs from it in one place', async () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=% '
    const change = fc.record({
      at: fc.nat(value.length - 1),
      kind: fc.constantFrom('put', 'left out', 'changed'),
      character: fc.constantFrom(...characters),
    })
    await fc.assert(
      fc.property(change, ({ at, kind, character }) => {
        const rest = value.slice(kind === 'put' ? at : at + 1)
        const altered = value.slice(0, at) + (kind === 'left out' ? '' : character) + rest
        fc.pre(altered !== value)
        expect(sessionExpiry(altered, keys, now)).toBeNull()
      }),
      { numRuns: 5_000, seed: 1 },
    )
  })

  test('is never what a stranger makes up, whatever it looks like', async () => {
    const made = fc.tuple(fc.integer({ min: 1, max: 99_999_999_999 }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
    await fc.assert(
      fc.property(made, ([expiry, bytes]) => {
        const cookie = `${expiry}.${Buffer.from(bytes).toString('base64url')}`
        expect(sessionExpiry(cookie, keys, now)).toBeNull()
      }),
      { numRuns: 1_000, seed: 1 },
    )
  })

  test('has its end signed: that of a longer one does not fit a shorter one', async () => {
    const times = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }))
    await fc.assert(
      fc.property(times, ([start, longer]) => {
        const [one, other] = [newSession(keys[0]!, later(start)), newSession(keys[0]!, later(start + longer))]
        const mixed = `${other.value.split('.')[0]}.${one.value.split('.')[1]}`
        expect(sessionExpiry(mixed, keys, later(start))).toBeNull()
        expect(sessionExpiry(one.value, keys, later(start))).toEqual(one.expiresAt)
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})
