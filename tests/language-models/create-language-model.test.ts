import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.js'
import { createLanguageModel, type LanguageModelProvider } from '../../src/language-models/create-language-model.js'
import { openLanguageModel } from '../../src/open-language-model.js'
import { answer, openScriptedServer, type ScriptedServer } from './scripted-server.js'

let server: ScriptedServer
beforeAll(async () => {
  server = await openScriptedServer()
})
afterAll(() => server.close())

/** The body that a model of these settings sends. */
async function sentBy(provider: LanguageModelProvider, settings: Record<string, string>) {
  server.play(answer('Yes.'))
  const model = await openLanguageModel(
    loadConfig(
      {
        ATTEST_LANGUAGE_MODEL_PROVIDER: provider,
        ATTEST_LANGUAGE_MODEL_URL: `${server.url(provider)}/`,
        ATTEST_LANGUAGE_MODEL: 'scripted',
        ...settings,
      },
      import.meta.dirname,
    ),
  )
  const options = { signal: new AbortController().signal, maxTokens: 77 }
  for await (const _ of model!.stream([{ role: 'user', content: 'Is it?' }], options));
  return server.requests[0]!
}

describe('the settings', () => {
  test('without a provider name no model', async () => {
    expect(await openLanguageModel(loadConfig({}, import.meta.dirname))).toBeNull()
  })

  test.each<[LanguageModelProvider, string, Record<string, string>, object]>([
    ['openai', 'scripted', {}, { temperature: 0, max_tokens: 77 }],
    ['openai', 'scripted', { ATTEST_LANGUAGE_MODEL_TEMPERATURE: '0.7' }, { temperature: 0.7 }],
    // Reasoning models of OpenAI refuse a temperature, and name the most tokens otherwise.
    ['openai', 'gpt-5-mini', {}, { temperature: undefined, max_completion_tokens: 77 }],
    ['openai', 'gpt-5-mini', { ATTEST_LANGUAGE_MODEL_TEMPERATURE: '1' }, { temperature: 1 }],
    ['openai', 'gpt-5-codex', {}, { stream: true }],
    ['anthropic', 'claude-haiku-4-5', {}, { temperature: 0, max_tokens: 77 }],
    ['anthropic', 'claude-opus-4-7', {}, { temperature: undefined, max_tokens: 77 }],
    [
      'ollama',
      'scripted',
      { ATTEST_LANGUAGE_MODEL_CONTEXT_TOKENS: '16384' },
      { options: { temperature: 0, num_predict: 77, num_ctx: 16_384 } },
    ],
  ])('reach a server of %s with the model %s and %o', async (provider, model, settings, expected) => {
    const { body } = await sentBy(provider, { ATTEST_LANGUAGE_MODEL: model, ...settings })
    expect({ temperature: undefined, ...body }).toMatchObject(expected)
  })

  test('without a key send none, whatever keys the environment holds for others', async () => {
    process.env.OPENAI_API_KEY = 'of another program'
    process.env.ANTHROPIC_API_KEY = 'of another program'
    try {
      for (const provider of ['openai', 'anthropic', 'ollama'] as const) {
        const { headers } = await sentBy(provider, {})
        expect(headers).not.toHaveProperty('authorization')
        expect(headers).not.toHaveProperty('x-api-key')
      }
    } finally {
      delete process.env.OPENAI_API_KEY
      delete process.env.ANTHROPIC_API_KEY
    }
  })
})

describe('the clients', () => {
  test('are named only in src/language-models/providers/, which is loaded only where it is chosen', () => {
    const source = path.resolve(import.meta.dirname, '../../src')
    const files = (readdirSync(source, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'))
    const naming = (pattern: RegExp) =>
      files.filter((file) => pattern.test(readFileSync(path.join(source, file), 'utf8')))
    expect(naming(/from '@langchain\/(?:openai|anthropic|ollama)/).sort()).toEqual(
      ['anthropic', 'ollama', 'openai'].map((name) => path.join('language-models', 'providers', `${name}.ts`)),
    )
    expect(naming(/^(?:import|export)[^'\n]*from '[^']*providers\/(?:openai|anthropic|ollama)\.js'/m)).toEqual([])
  })

  test('that are not installed are missed by name, with what to do', async () => {
    // The name is not a literal, so that the compiler does not look for it.
    const missing: string = '@langchain/not-installed'
    const loader = { packageName: missing, load: () => import(missing) }
    const settings = { model: 'm', url: null, key: null, timeoutMs: 1, contextTokens: 1, temperature: null }
    await expect(
      createLanguageModel(
        { provider: 'ollama', ...settings },
        { loaders: { openai: loader, anthropic: loader, ollama: loader } },
      ),
    ).rejects.toMatchObject({
      code: 'LANGUAGE_MODEL_PACKAGE_MISSING',
      message: expect.stringMatching(/is ollama, which needs the package @langchain\/not-installed.*npm ci/),
    })
  })
})
