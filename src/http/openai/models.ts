import type { AnswerMode } from '../../answers/answer.js'

/** The ways of answering under the names of models; `attest` is the one that the service is set to. */
export function servedModels(hasLanguageModel: boolean): readonly string[] {
  return ['attest', 'attest-extractive', ...(hasLanguageModel ? ['attest-language-model'] : [])]
}

const modes: Readonly<Record<string, AnswerMode>> = {
  'attest-extractive': 'extractive',
  'attest-language-model': 'language-model',
}

/** Undefined for `attest`, which leaves it to the service. */
export const modeOf = (model: string): AnswerMode | undefined => modes[model]

/** @param created seconds since 1970. */
export const modelObject = (id: string, created: number) => ({ id, object: 'model', created, owned_by: 'attest' })
