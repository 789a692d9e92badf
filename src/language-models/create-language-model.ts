import { AttestError, asError } from '../errors.js'
import { ChatModelLanguageModel } from './chat-model-language-model.js'
import { type Clock, systemClock } from './clock.js'
import type { LanguageModel } from './language-model.js'
import type { ChatProvider } from './providers/chat-provider.js'

export const languageModelProviders = ['openai', 'anthropic', 'ollama'] as const
export type LanguageModelProvider = (typeof languageModelProviders)[number]

export interface LanguageModelSettings {
  readonly provider: LanguageModelProvider
  readonly model: string
  /** Null for the provider's own. */
  readonly url: string | null
  readonly key: string | null
  readonly timeoutMs: number
  readonly contextTokens: number
  /** Null for 0, or the provider's own where a model takes none. */
  readonly temperature: number | null
}

export interface LanguageModelParts {
  readonly clock?: Clock
  /** Uniform in [0, 1). */
  readonly random?: () => number
  readonly loaders?: ProviderLoaders
}

type ProviderLoaders = Readonly<Record<LanguageModelProvider, { packageName: string; load(): Promise<ChatProvider> }>>

/** Their clients are large, so only the one that is used is loaded; and optional, so it may be missing. */
const providerLoaders: ProviderLoaders = {
  openai: {
    packageName: '@langchain/openai',
    load: async () => (await import('./providers/openai.js')).openAiProvider,
  },
  anthropic: {
    packageName: '@langchain/anthropic',
    load: async () => (await import('./providers/anthropic.js')).anthropicProvider,
  },
  ollama: {
    packageName: '@langchain/ollama',
    load: async () => (await import('./providers/ollama.js')).ollamaProvider,
  },
}

/**
 * Asks nothing of the server: one that is down now may be up when a question comes.
 * @throws {AttestError} `LANGUAGE_MODEL_PACKAGE_MISSING`.
 */
export async function createLanguageModel(
  settings: LanguageModelSettings,
  { clock = systemClock, random = Math.random, loaders = providerLoaders }: LanguageModelParts = {},
): Promise<LanguageModel> {
  const provider = await loadProvider(settings.provider, loaders)
  const url = (settings.url ?? provider.defaultUrl).replace(/\/+$/, '')
  return new ChatModelLanguageModel({ ...settings, url, provider, clock, random })
}

async function loadProvider(name: LanguageModelProvider, loaders: ProviderLoaders): Promise<ChatProvider> {
  const { packageName, load } = loaders[name]
  try {
    return await load()
  } catch (thrown) {
    const cause = asError(thrown)
    if (!('code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND' && cause.message.includes(packageName))) throw cause
    throw new AttestError(
      'LANGUAGE_MODEL_PACKAGE_MISSING',
      `ATTEST_LANGUAGE_MODEL_PROVIDER is ${name}, which needs the package ${packageName}, but it is not installed. ` +
        'Run "npm ci" without --omit=optional, or set another provider.',
      { cause },
    )
  }
}
