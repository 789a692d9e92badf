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

  const model = (settings: Record<string, string>) =>
    Object.fromEntries(Object.entries(settings).map(([name, value]) => [`ATTEST_LANGUAGE_MODEL${name}`, value]))

  test.each([
    ['OpenAI', { _PROVIDER: 'openai', '': 'gpt-5-mini', _KEY: 'k' }],
    ['a compatible server without keys', { _PROVIDER: 'openai', '': 'm', _URL: 'http://127.0.0.1:8000/v1/' }],
    ['Anthropic', { _PROVIDER: 'anthropic', '': 'm', _KEY: 'k' }],
    ['Ollama', { _PROVIDER: 'ollama', '': 'm' }],
    ['none', { _PROVIDER: 'none', _TIMEOUT_MS: '5000' }],
  ])('take %s for a language model', (_, settings) => {
    expect(loadConfig(model(settings), folder)).toMatchObject({
      LANGUAGE_MODEL_PROVIDER: settings._PROVIDER,
      LANGUAGE_MODEL_CONTEXT_TOKENS: 8192,
    })
  })

  test.each<[Record<string, string>, RegExp]>([
    [{ '': 'm' }, /^ATTEST_LANGUAGE_MODEL is "m",.*PROVIDER.*openai, anthropic or ollama/],
    [{ _KEY: 'k' }, /^ATTEST_LANGUAGE_MODEL_KEY is \(not shown\),.*PROVIDER/],
    [{ _URL: 'http://localhost' }, /^ATTEST_LANGUAGE_MODEL_URL is "http:\/\/localhost",.*PROVIDER/],
    [{ _PROVIDER: 'ollama' }, /^ATTEST_LANGUAGE_MODEL is not set,.*expected the name of a model/],
    [
      { _PROVIDER: 'openai', '': 'm' },
      /^ATTEST_LANGUAGE_MODEL_KEY is not set,.*key for openai, or ATTEST_LANGUAGE_MODEL_URL/,
    ],
    [{ _PROVIDER: 'anthropic', '': 'm' }, /^ATTEST_LANGUAGE_MODEL_KEY is not set/],
    [
      { _PROVIDER: 'ollama', '': 'm', _MAX_TOKENS: '5000' },
      /^ATTEST_LANGUAGE_MODEL_MAX_TOKENS is "5000",.*at most 4096/,
    ],
    [{ _PROVIDER: 'ollama', '': 'm', _CONTEXT_TOKENS: '2048', _MAX_TOKENS: '1025' }, /at most 1024/],
    [{ _PROVIDER: 'ollama', '': 'm', _URL: 'ftp://localhost' }, /http\(s\)/],
    [{ _PROVIDER: 'gemini' }, /PROVIDER is "gemini"/],
    [{ _PROVIDER: 'ollama', '': 'm', _TIMEOUT_MS: '0' }, /TIMEOUT_MS is "0"/],
  ])('of a language model that contradict each other, %o, are refused with what to do', (settings, message) => {
    expect(() => loadConfig(model(settings), folder)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID_SETTING', message: expect.stringMatching(message) }),
    )
  })

  test.each([
    { _PROVIDER: 'openai', '': 'm', _KEY: 'hunter 2' },
    { _PROVIDER: 'ollama', '': 'm', _URL: 'http://me:hunter 2@localhost' },
    { _PROVIDER: 'ollama', '': 'm', _URL: 'http://me:hunter2@localhost' },
    { _PROVIDER: 'ollama', '': 'm', _URL: 'http://localhost/?key=hunter2' },
    { _KEY: 'hunter2' },
  ])('that hold a secret are refused without showing it: %o', (settings) => {
    expect(() => loadConfig(model(settings), folder)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID_SETTING', message: expect.not.stringContaining('hunter') }),
    )
  })
})
