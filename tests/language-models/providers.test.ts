import { createLanguageModel } from '../../src/language-models/create-language-model.js'
import { KEY, languageModelContract, TIMEOUT_MS } from '../contracts/language-model.contract.js'

for (const provider of ['openai', 'anthropic', 'ollama'] as const) {
  languageModelContract(provider, (url, clock) =>
    createLanguageModel(
      { provider, model: 'scripted', url, key: KEY, timeoutMs: TIMEOUT_MS, contextTokens: 8192, temperature: null },
      { clock, random: () => 0.5 },
    ),
  )
}
