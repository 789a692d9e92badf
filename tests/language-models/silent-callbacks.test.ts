import { CallbackManager } from '@langchain/core/callbacks/manager'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SilentCallbacks } from '../../src/language-models/silent-callbacks.js'

const names = ['LANGSMITH_TRACING', 'LANGCHAIN_TRACING_V2', 'LANGCHAIN_VERBOSE'] as const

beforeEach(() => {
  for (const name of names) process.env[name] = 'true'
})
afterEach(() => {
  for (const name of names) delete process.env[name]
})

const listeners = async (callbacks?: CallbackManager) =>
  (await CallbackManager.configure(callbacks))?.handlers.map(({ name }) => name)

test('LangChain lets a tracer and a printer listen where the environment says so, and nobody join these callbacks', async () => {
  // The first line is why the second matters: it tells when LangChain changes.
  expect(await listeners()).toEqual(['console_callback_handler', 'langchain_tracer'])
  expect(await listeners(new SilentCallbacks())).toEqual([])
})
