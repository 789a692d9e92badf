import type { AIMessageChunk } from '@langchain/core/messages'
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import {
  brokeBeforeText,
  type CallFailure,
  cutOff,
  filtered,
  finishedEmpty,
  ofOtherProtocol,
  reachedLength,
  streamedError,
} from './call-failure.js'
import type { Clock } from './clock.js'
import { openExchange } from './exchange.js'
import { type ChatMessage, type LanguageModel, LanguageModelError, type StreamOptions } from './language-model.js'
import type { ChatCall, ChatProvider, Finish } from './providers/chat-provider.js'
import { retryDelayMs } from './retry-delay.js'
import { SilentCallbacks } from './silent-callbacks.js'
import { ThinkingFilter } from './thinking-filter.js'
import { untilAborted } from './until-aborted.js'

const MAX_RETRIES = 2

export interface ChatModelParts extends Pick<ChatCall, 'model' | 'url' | 'contextTokens' | 'temperature'> {
  readonly provider: ChatProvider
  readonly key: string | null
  /** Of a whole call: all its attempts, the waiting between them and the time that the caller takes over the pieces. */
  readonly timeoutMs: number
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
}

/** A failed attempt with what had arrived, or null for a whole answer. */
type Outcome = { readonly failure: CallFailure; readonly received: string } | null

/**
 * A language model behind a `BaseChatModel` of @langchain/core. Deadline, retries and the key are ours, because each client
 * has its own idea of them; docs/decisions/0012 says what was found.
 */
export class ChatModelLanguageModel implements LanguageModel {
  readonly name: string
  readonly contextTokens: number

  constructor(private readonly parts: ChatModelParts) {
    this.name = parts.model
    this.contextTokens = parts.contextTokens
  }

  async *stream(messages: readonly ChatMessage[], { signal, maxTokens }: StreamOptions): AsyncGenerator<string> {
    signal.throwIfAborted()
    const deadline = new AbortController()
    const ended = new AbortController()
    // The sleep rejects where the call ends before its deadline, which is no news.
    const timer = this.parts.clock.sleep(this.parts.timeoutMs, ended.signal).then(() => deadline.abort())
    timer.catch(() => undefined)
    let received = ''
    try {
      const stopping = AbortSignal.any([signal, deadline.signal, ended.signal])
      for await (const piece of this.#attempts(messages, maxTokens, stopping)) {
        received += piece
        yield piece
      }
    } catch (error) {
      signal.throwIfAborted()
      if (!deadline.signal.aborted) throw error
      throw this.#error('timeout', `did not finish within ${this.parts.timeoutMs} ms`, received)
    } finally {
      // Closes the connection also where the caller left the loop.
      ended.abort()
    }
  }

  async *#attempts(messages: readonly ChatMessage[], maxTokens: number, signal: AbortSignal): AsyncGenerator<string> {
    const { clock, random, timeoutMs } = this.parts
    const deadlineAt = clock.now() + timeoutMs
    for (let retry = 0; ; retry++) {
      const outcome = yield* this.#attempt(messages, maxTokens, signal)
      if (outcome === null) return
      const { failure, received } = outcome
      const delayMs = retryDelayMs(retry, failure.retryAfterMs, random)
      // A second attempt after the first word would repeat words, and one after the deadline would come to nothing.
      const mayRetry = failure.isTransient && received === '' && retry < MAX_RETRIES
      if (!mayRetry || clock.now() + delayMs >= deadlineAt) {
        throw this.#error(failure.reason, failure.problem, received)
      }
      await clock.sleep(delayMs, signal)
      signal.throwIfAborted()
    }
  }

  async *#attempt(
    messages: readonly ChatMessage[],
    maxTokens: number,
    signal: AbortSignal,
  ): AsyncGenerator<string, Outcome> {
    const { provider, model, url, key, contextTokens, temperature, clock } = this.parts
    const exchange = openExchange({
      signal,
      authorization: key === null ? null : provider.authorization(key),
      checkBody: (body) => provider.checkBody(body),
      now: () => clock.now(),
    })
    const chatModel = provider.createChatModel({
      model,
      url,
      contextTokens,
      maxTokens,
      temperature,
      fetch: exchange.fetch,
    })
    const filter = new ThinkingFilter()
    let received = ''
    try {
      const chunks = chatModel.stream(messages.map(asLangChain), { signal, callbacks: new SilentCallbacks() })
      for await (const chunk of untilAborted<AIMessageChunk>(chunks, signal)) {
        const finish = provider.finish(chunk)
        const text = filter.take(chunk.text) + (finish === null ? '' : filter.end())
        if (text !== '') {
          received += text
          yield text
        }
        // All that follows a finish is usage; a connection that breaks now takes no text with it.
        if (finish !== null) return outcomeOf(finish, received)
      }
    } catch (error) {
      signal.throwIfAborted()
      return { failure: failureOf(exchange.failure(), error, received), received }
    }
    return { failure: exchange.failure() ?? brokenOff(received), received }
  }

  #error(reason: CallFailure['reason'], problem: string, received: string): LanguageModelError {
    const { model, url } = this.parts
    return new LanguageModelError(reason, `The language model ${model} at ${new URL(url).origin} ${problem}.`, received)
  }
}

function outcomeOf(finish: Finish, received: string): Outcome {
  if (finish === 'complete') return received.trim() === '' ? { failure: finishedEmpty, received } : null
  const failure = finish === 'length' ? reachedLength : finish === 'filtered' ? filtered : ofOtherProtocol
  return { failure, received }
}

/** What HTTP saw comes first: it is worded alike for all clients. */
function failureOf(seen: CallFailure | null, error: unknown, received: string): CallFailure {
  if (seen !== null) return seen.reason === 'cut_off' ? brokenOff(received) : seen
  // A client that stumbles over what it was sent throws one of these.
  if (error instanceof SyntaxError || error instanceof TypeError) return ofOtherProtocol
  return streamedError
}

/** Before the first word nothing is lost by asking again. */
const brokenOff = (received: string): CallFailure => (received === '' ? brokeBeforeText : cutOff)

const asLangChain = ({ role, content }: ChatMessage) =>
  role === 'system' ? new SystemMessage(content) : role === 'user' ? new HumanMessage(content) : new AIMessage(content)
