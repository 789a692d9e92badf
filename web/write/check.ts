import { computed, signal } from '@preact/signals'
import { events } from '../service/events.js'
import { asMessage } from '../service/problem-message.js'
import { postJson } from '../service/request.js'
import type {
  ReferenceStyle,
  WireCheckedDraft,
  WireCheckedSentence,
  WireClaimSources,
  WireFilters,
  WireVerifiedQuote,
} from '../wire.js'
import { findingsOf, type SentenceFindings } from './findings.js'

export type DraftFormat = 'markdown' | 'plain'
export type RepeatedNote = 'short' | 'ibid'

interface Asked {
  readonly text: string
  readonly filters: WireFilters
  readonly style: ReferenceStyle
}

export interface ClaimRequest extends Asked {
  readonly kind: 'claim'
}
export interface QuotationRequest extends Asked {
  readonly kind: 'quotation'
  /** Empty where nobody is claimed. */
  readonly claimedAuthor: string
}
export interface DraftRequest extends Asked {
  readonly kind: 'draft'
  readonly format: DraftFormat
  readonly repeated: RepeatedNote
}
export type CheckRequest = ClaimRequest | QuotationRequest | DraftRequest

/** What has come of a request so far. */
interface Progress {
  readonly state: 'running' | 'done' | 'stopped' | 'failed'
  /** Of a `failed` check only, for people. */
  readonly problem: string | null
}

export interface ClaimCheck extends Progress {
  readonly request: ClaimRequest
  readonly sources: WireClaimSources | null
}
export interface QuotationCheck extends Progress {
  readonly request: QuotationRequest
  readonly quote: WireVerifiedQuote | null
}
export interface DraftCheck extends Progress {
  readonly request: DraftRequest
  /** In the order of the draft, as far as they have come. */
  readonly sentences: readonly SentenceFindings[]
  /** How many there are; null until the first has come. */
  readonly of: number | null
  readonly whole: WireCheckedDraft | null
}
export type Check = ClaimCheck | QuotationCheck | DraftCheck

/** The check on this page: the last one that was asked for. */
export const check = signal<Check | null>(null)
export const isChecking = computed(() => check.value?.state === 'running')

let running: AbortController | null = null

/** Checks, and tells what comes as it comes. A check that is still running is given up. */
export async function runCheck(request: CheckRequest): Promise<void> {
  running?.abort()
  const controller = new AbortController()
  running = controller
  check.value = begun(request)
  try {
    await follow(request, controller.signal)
  } catch (thrown) {
    if (running !== controller) return
    if (controller.signal.aborted) change({ state: 'stopped' })
    else change({ state: 'failed', problem: asMessage(thrown) })
  }
}

export function stopCheck(): void {
  running?.abort()
}

function begun(request: CheckRequest): Check {
  const progress = { state: 'running', problem: null } as const
  if (request.kind === 'claim') return { ...progress, request, sources: null }
  if (request.kind === 'quotation') return { ...progress, request, quote: null }
  return { ...progress, request, sentences: [], of: null, whole: null }
}

async function follow(request: CheckRequest, signal: AbortSignal): Promise<void> {
  const { text, filters, style } = request
  if (request.kind === 'claim') {
    const sources = await postJson<WireClaimSources>('/api/claims/lookup', { claim: text, filters, style }, signal)
    change({ state: 'done', sources })
  } else if (request.kind === 'quotation') {
    const claimed = request.claimedAuthor === '' ? {} : { claimedAuthor: request.claimedAuthor }
    const body = { quote: text, filters, style, ...claimed }
    change({ state: 'done', quote: await postJson<WireVerifiedQuote>('/api/quotes/verify', body, signal) })
  } else {
    await followDraft(request, signal)
  }
}

interface SentenceEvent {
  readonly of: number
  readonly sentence: WireCheckedSentence
}

/** Drawing a long draft anew for each of its sentences would take longer than checking them. */
const SHOWN_EVERY_MS = 100

async function followDraft(request: DraftRequest, signal: AbortSignal): Promise<void> {
  const { text: draft, format, repeated, filters, style } = request
  const sentences: SentenceFindings[] = []
  let of: number | null = null
  let findings = 0
  let shownAt = 0
  const show = (more: Partial<DraftCheck> = {}) => {
    shownAt = performance.now()
    change({ of, sentences: [...sentences], ...more })
  }
  try {
    for await (const { kind, data } of events(
      '/api/drafts/check',
      { draft, format, repeated, filters, style },
      signal,
    )) {
      if (kind === 'done') show({ state: 'done', whole: data as WireCheckedDraft })
      if (kind !== 'sentence') continue
      const event = data as SentenceEvent
      const found = findingsOf(event.sentence, findings)
      sentences.push(found)
      findings += found.findings.length
      of = event.of
      if (performance.now() - shownAt > SHOWN_EVERY_MS) show()
    }
  } catch (thrown) {
    // Another check may have taken its place.
    if (check.peek()?.request === request) show()
    throw thrown
  }
}

function change(changed: Partial<ClaimCheck> | Partial<QuotationCheck> | Partial<DraftCheck>): void {
  check.value = { ...check.peek(), ...changed } as Check
}
