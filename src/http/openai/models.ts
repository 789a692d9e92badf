/** The ways of answering under the names of models; `attest` is the one that the service is set to. */
export function servedModels(hasLanguageModel: boolean): readonly string[] {
  return ['attest', 'attest-extractive', ...(hasLanguageModel ? ['attest-language-model'] : [])]
}

/** @param created seconds since 1970. */
export const modelObject = (id: string, created: number) => ({ id, object: 'model', created, owned_by: 'attest' })
