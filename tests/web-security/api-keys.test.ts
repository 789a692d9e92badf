import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { bearerOf, hashApiKeys, matchingKey, scopes } from '../../src/web-security/api-keys.js'

describe('API keys', () => {
  const keys = hashApiKeys(['first-key', 'second-key:ask'])
  const keyOf = (header: string | undefined) => {
    const given = bearerOf(header)
    return given === null ? null : matchingKey(given, keys)
  }

  test.each([
    ['Bearer first-key', 1],
    ['bearer second-key', 2],
    ['Bearer second-key:ask', null],
    ['Bearer third-key', null],
    ['Bearer first-key second-key', null],
    ['Basic first-key', null],
    ['Bearer', null],
    [undefined, null],
  ])('%j is the key number %j', (header, number) => {
    expect(keyOf(header)?.number ?? null).toBe(number)
  })

  test('themselves do not stay in memory', () => {
    expect(inspect(keys, { depth: null, maxStringLength: null })).not.toContain('-key')
    expect(keys.some(({ digest }) => digest.toString('utf8').includes('first-key'))).toBe(false)
  })

  test.each([
    ['k', 'k', [...scopes]],
    ['k:ask', 'k', ['ask']],
    ['k:read+ask', 'k', ['ask', 'read']],
    ['k:ask+ask', 'k', ['ask']],
    ['k:admin', 'k', ['admin']],
    ['a:b:ask+read+admin', 'a:b', ['ask', 'read', 'admin']],
    ['colons:in:keys', 'colons:in:keys', [...scopes]],
    ['k:ASK', 'k:ASK', [...scopes]],
  ])('%j stands for the key %j, which opens %j', (setting, key, expected) => {
    expect(matchingKey(key, hashApiKeys([setting]))?.scopes).toEqual(expected)
  })

  test.each([
    [
      ['k', 'hunter2:ask+wriet'],
      /^Key number 2 .*no scope "wriet"\. Expected KEY, or KEY:SCOPES with ask, read, admin/,
    ],
    [[':ask'], /^Key number 1 .*no key before its scopes/],
    [['hunter2:ask', 'k', 'hunter2:admin'], /^Key number 3 .*the same as number 1/],
  ])('that cannot be meant are refused by their number, without showing them: %#', (settings, message) => {
    expect(() => hashApiKeys(settings)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID_SETTING', message: expect.stringMatching(message) }),
    )
    expect(() => hashApiKeys(settings)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter') }),
    )
  })
})
