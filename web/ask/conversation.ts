import { computed, signal } from '@preact/signals'
import { referenceStyle } from '../citations/reference-style.js'
import { type Conversation, type Exchange, newExchange } from '../history/exchange.js'
import { saveConversation } from '../history/history.js'
import { events } from '../service/events.js'
import { asMessage } from '../service/problem-message.js'
import { isTooEarly } from '../service/request.js'
import type { WireAnswer, WireCitation, WireFilters, WirePassage, WireSegment } from '../wire.js'

/** The conversation on this page. */
export const conversation = signal<Conversation>({ id: crypto.randomUUID(), updatedAt: Date.now(), exchanges: [] })
export const isAsking = computed(() => conversation.value.exchanges.at(-1)?.state === 'asking')

let running: AbortController | null = null

// A page that is left has been stopped; nothing failed.
addEventListener('pagehide', stop)

/**
 * Shows a conversation that was kept; what was being asked when its page was left counts as stopped. Who has asked
 * something before it was found goes on with that.
 */
export function resume(kept: Conversation): void {
  if (conversation.peek().exchanges.length > 0) return
  const exchanges = kept.exchanges.map((one): Exchange => (one.state === 'asking' ? { ...one, state: 'stopped' } : one))
  conversation.value = { ...kept, exchanges }
}

/**
 * Asks, and tells what comes as it comes. Nothing is asked while an answer is still coming.
 *
 * @returns whether the service took the question; it does not before a key was given or its articles were read.
 */
export async function ask(question: string, filters: WireFilters): Promise<boolean> {
  if (isAsking.peek()) return false
  const before = conversation.peek().exchanges
  replaceExchanges([...before, newExchange(question, filters)])
  running = new AbortController()
  const { signal } = running
  try {
    await follow(before, signal)
  } catch (thrown) {
    if (isTooEarly(thrown)) replaceExchanges(before)
    else if (signal.aborted) changeLast({ state: 'stopped' })
    else changeLast({ state: 'failed', problem: asMessage(thrown) })
  }
  running = null
  await saveConversation(conversation.peek())
  return conversation.peek().exchanges.length > before.length
}

export function stop(): void {
  running?.abort()
}

/** Asks the last question once more, in its place. */
export async function retry(): Promise<void> {
  const last = conversation.peek().exchanges.at(-1)
  if (last === undefined || last.state === 'asking') return
  const before = conversation.peek().exchanges
  replaceExchanges(before.slice(0, -1))
  if (await ask(last.question, last.filters)) return
  // Not taken: what had come the last time stays, and can be asked once more.
  replaceExchanges(before)
  await saveConversation(conversation.peek())
}

async function follow(before: readonly Exchange[], signal: AbortSignal): Promise<void> {
  const last = conversation.peek().exchanges.at(-1)!
  const body = {
    question: last.question,
    conversation: asTurns(before),
    filters: last.filters,
    style: referenceStyle.peek(),
  }
  // Kept before it is answered: a page that is left in the middle finds its question again.
  await saveConversation(conversation.peek())
  for await (const { kind, data } of events('/api/ask', body, signal)) take(kind, data)
}

function take(kind: string, data: unknown): void {
  const { citations, segments } = conversation.peek().exchanges.at(-1)!
  if (kind === 'sources') changeLast({ passages: (data as { passages: WirePassage[] }).passages })
  else if (kind === 'citation') changeLast({ citations: [...citations, data as WireCitation] })
  else if (kind === 'segment') changeLast({ segments: [...segments, data as WireSegment] })
  else if (kind === 'done') changeLast({ state: 'done', answer: data as WireAnswer, ...wholeOf(data as WireAnswer) })
}

const wholeOf = (answer: WireAnswer): Partial<Exchange> =>
  answer.kind === 'answered'
    ? { passages: answer.passages, citations: answer.citations, segments: answer.segments }
    : { passages: answer.closest, citations: [], segments: [] }

function changeLast(change: Partial<Exchange>): void {
  const { exchanges } = conversation.peek()
  replaceExchanges([...exchanges.slice(0, -1), { ...exchanges.at(-1)!, ...change }])
}

function replaceExchanges(exchanges: readonly Exchange[]): void {
  conversation.value = { ...conversation.peek(), updatedAt: Date.now(), exchanges }
}

/** The service takes at most so many turns and characters; the last ones say what a follow-up is about. */
const MOST_TURNS = 10
const MOST_CHARACTERS = 15_000

function asTurns(exchanges: readonly Exchange[]): { role: 'user' | 'assistant'; text: string }[] {
  const turns = exchanges.flatMap(({ question, answer }) => [
    { role: 'user' as const, text: question },
    ...(answer?.kind === 'answered' ? [{ role: 'assistant' as const, text: answer.answer }] : []),
  ])
  const last = turns.slice(-MOST_TURNS)
  while (last.reduce((sum, { text }) => sum + text.length, 0) > MOST_CHARACTERS) last.shift()
  return last
}
