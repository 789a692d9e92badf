import { type CallFailure, connectionFailure, cutOff, ofOtherProtocol, statusFailure } from './call-failure.js'
import { parseRetryAfterMs } from './retry-delay.js'

/** One request of a client and what came of it, seen where it happens: clients word the same failure in many ways. */
export interface Exchange {
  /** Make the client's requests with this. */
  readonly fetch: typeof fetch
  /** Null while all is well as far as HTTP goes. */
  failure(): CallFailure | null
}

export interface ExchangeOptions {
  /** Closes the connection, whether or not the client minds it. */
  readonly signal: AbortSignal
  /** The header with the key, if there is one. */
  readonly authorization: readonly [name: string, value: string] | null
  /** Fails where the body is not as the protocol has it: with a SyntaxError if it cannot be parsed. */
  readonly checkBody: (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
  readonly now: () => number
}

/**
 * Of the headers that clients make, these are sent. The rest tells of this machine, or comes from variables of the environment
 * that other programs were given (OPENAI_API_KEY, OPENAI_ORG_ID, ANTHROPIC_CUSTOM_HEADERS …).
 */
const sentHeaders = ['accept', 'content-type', 'anthropic-version']

const MAX_ERROR_CHARACTERS = 4096

export function openExchange({ signal, authorization, checkBody, now }: ExchangeOptions): Exchange {
  let failed: CallFailure | null = null
  const fail = (failure: CallFailure): Error => {
    failed ??= failure
    return new Error(failure.problem)
  }
  const sendAndCheck: typeof fetch = async (input, init) => {
    let response: Response
    try {
      const headers = headersToSend(input, init, authorization)
      // A redirect would carry the articles to an address that nobody configured.
      response = await fetch(input, { ...init, headers, signal, redirect: 'manual' })
    } catch (error) {
      throw fail(connectionFailure(error))
    }
    if (!response.ok) {
      const details = await errorWords(response, authorization?.[1] ?? '')
      throw fail(statusFailure(response.status, details, parseRetryAfterMs(response.headers, now())))
    }
    if (response.body === null || /\bhtml\b/.test(response.headers.get('content-type') ?? ''))
      throw fail(ofOtherProtocol)
    const watched = watch(checkBody(response.body), (error) =>
      fail(error instanceof SyntaxError ? ofOtherProtocol : cutOff),
    )
    return new Response(watched, { status: response.status, headers: response.headers })
  }
  return { fetch: sendAndCheck, failure: () => failed }
}

function headersToSend(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  authorization: ExchangeOptions['authorization'],
): Headers {
  const made = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}))
  const headers = new Headers([['user-agent', 'attest']])
  for (const name of sentHeaders) {
    const value = made.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (authorization !== null) headers.set(...authorization)
  return headers
}

/** The same bytes, each read when it is asked for; what fails in reading them is told before the reader learns of it. */
function watch(body: AsyncIterable<Uint8Array>, onError: (error: unknown) => Error): ReadableStream<Uint8Array> {
  const bytes = body[Symbol.asyncIterator]()
  let isCancelled = false
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const next = await bytes.next().catch(onError)
    // A client that cancels does not want to hear of it, and a cancelled stream takes nothing more.
    if (isCancelled) return
    if (next instanceof Error) controller.error(next)
    else if (next.done === true) controller.close()
    else controller.enqueue(next.value)
  }
  const cancel = (): void => {
    isCancelled = true
    // Not awaited, because it would wait for bytes that may never come; the call's signal closes the connection.
    bytes.return?.().catch(() => undefined)
  }
  // Nothing is read ahead: an error would take the words before it out of the queue.
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
}

/**
 * The machine-readable words of an error's body (`type`, `code`, `param`), which say what to mend. Its sentences are left out:
 * they may repeat the prompt, or the key.
 */
async function errorWords(response: Response, key: string): Promise<string[]> {
  try {
    const text = await firstCharacters(response)
    const body: unknown = JSON.parse(text)
    const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body
    if (typeof error !== 'object' || error === null) return []
    return (['type', 'code', 'param'] as const).flatMap((name) => {
      const word = (error as Record<string, unknown>)[name]
      return typeof word === 'string' && /^[\w.-]{1,64}$/.test(word) && !key.includes(word) ? [word] : []
    })
  } catch {
    return []
  }
}

async function firstCharacters(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true })
    if (text.length > MAX_ERROR_CHARACTERS) break
  }
  return text
}
