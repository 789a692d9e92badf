import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'attest-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the settings', () => {
  test('have defaults that work on one machine without network', () => {
    const config = loadConfig({}, folder)
    expect(config).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, EMBEDDING_MODEL: 'all-MiniLM-L6-v2', API_KEYS: [] })
    expect(path.isAbsolute(config.CORPUS_DIR)).toBe(true)
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('come from the environment, then from .env', () => {
    writeFileSync(path.join(folder, '.env'), 'ATTEST_PORT=4000\nATTEST_HOST=::1\nOTHER=1\n')
    expect(loadConfig({ ATTEST_PORT: '5000' }, folder)).toMatchObject({ PORT: 5000, HOST: '::1' })
  })

  test('an empty value counts as not set', () => {
    expect(loadConfig({ ATTEST_PORT: '' }, folder).PORT).toBe(3000)
  })

  test('lists are separated by commas', () => {
    expect(loadConfig({ ATTEST_API_KEYS: 'a, b,,c' }, folder).API_KEYS).toEqual(['a', 'b', 'c'])
  })

  test.each([
    ['ATTEST_PROT', /ATTEST_PROT is not a setting.*ATTEST_PORT\?/],
    ['ATTEST_CORPUS', /ATTEST_CORPUS_DIR\?/],
    ['ATTEST_SOMETHING_ELSE_ENTIRELY', /docs\/configuration\.md/],
  ])('the unknown name %s is refused, with the nearest', (name, message) => {
    expect(() => loadConfig({ [name]: '1' }, folder)).toThrow(
      expect.objectContaining({ code: 'CONFIG_UNKNOWN_SETTING', message: expect.stringMatching(message) }),
    )
  })

  test.each([
    ['ATTEST_PORT', '99999'],
    ['ATTEST_PORT', 'eighty'],
    ['ATTEST_LOG_LEVEL', 'loud'],
    ['ATTEST_PUBLIC_URL', 'javascript:alert(1)'],
    ['ATTEST_ALLOW_UNAUTHENTICATED', 'yes'],
    ['ATTEST_DECLINE_BELOW', '1.5'],
    ['ATTEST_INFERENCE_PROCESSES', '0'],
  ])('%s=%s is refused with what was received', (name, value) => {
    expect(() => loadConfig({ [name]: value }, folder)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID_SETTING',
        message: expect.stringContaining(`${name} is "${value}"`),
      }),
    )
  })
})
