import type { Config } from './config.js'
import type { LanguageModelParts } from './language-models/create-language-model.js'
import type { LanguageModel } from './language-models/language-model.js'

/**
 * The language model that the settings name, null where they name none.
 * @throws {AttestError} `LANGUAGE_MODEL_PACKAGE_MISSING`.
 */
export async function openLanguageModel(config: Config, parts: LanguageModelParts = {}): Promise<LanguageModel | null> {
  const { LANGUAGE_MODEL_PROVIDER: provider, LANGUAGE_MODEL: model } = config
  // With a provider there is a model: config.ts saw to it.
  if (provider === 'none' || model === undefined) return null
  const { createLanguageModel } = await import('./language-models/create-language-model.js')
  return await createLanguageModel(
    {
      provider,
      model,
      url: config.LANGUAGE_MODEL_URL ?? null,
      key: config.LANGUAGE_MODEL_KEY ?? null,
      timeoutMs: config.LANGUAGE_MODEL_TIMEOUT_MS,
      contextTokens: config.LANGUAGE_MODEL_CONTEXT_TOKENS,
      temperature: config.LANGUAGE_MODEL_TEMPERATURE ?? null,
    },
    parts,
  )
}
