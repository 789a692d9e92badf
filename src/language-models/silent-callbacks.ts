import { CallbackManager } from '@langchain/core/callbacks/manager'

/**
 * Callbacks that nobody can join. @langchain/core sends every prompt to LangSmith where LANGSMITH_TRACING is set, and prints
 * it on standard output where LANGCHAIN_VERBOSE is; articles go to nobody but the configured model, whatever else the
 * environment was made for.
 */
export class SilentCallbacks extends CallbackManager {
  override addHandler(): void {}

  override copy(): CallbackManager {
    return this
  }
}
