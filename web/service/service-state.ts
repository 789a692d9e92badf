import { batch, computed, effect, signal } from '@preact/signals'
import type { WireReadiness } from '../wire.js'

export interface Session {
  /** Whether the service asks for a key. */
  readonly required: boolean
  readonly signedIn: boolean
}

/** What every page has to know of the service before it can ask it for anything. */
export const session = signal<Session | null>(null)
export const readiness = signal<WireReadiness | null>(null)
export const isReachable = signal(true)

export const keyNeeded = computed(() => session.value?.required === true && !session.value.signedIn)
export const isUsable = computed(() => isReachable.value && !keyNeeded.value && readiness.value?.ready === true)

/** Counts the times that it became usable (again): pages that wait read anew. */
export const usableSince = signal(0)
effect(() => {
  if (isUsable.value) usableSince.value = usableSince.peek() + 1
})

const LOOK_AGAIN_MS = 2_000
let looking: Promise<void> | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Looks at the service, and goes on looking while it is gone, not ready, or reading articles. */
export function watchService(): Promise<void> {
  looking ??= look().finally(() => {
    looking = null
  })
  return looking
}

async function look(): Promise<void> {
  clearTimeout(timer)
  try {
    const [given, ready] = await Promise.all([fetch('/api/session'), fetch('/health/ready')])
    const [newSession, newReadiness] = await Promise.all([given.json(), ready.json()])
    batch(() => {
      session.value = newSession
      readiness.value = newReadiness
      isReachable.value = true
    })
  } catch {
    isReachable.value = false
  }
  const mayChange = !isReachable.peek() || !readiness.peek()?.ready || readiness.peek()?.ingestion !== null
  if (mayChange) timer = setTimeout(lookUnlessHidden, LOOK_AGAIN_MS)
}

/** Nobody sees a hidden page; it looks again as soon as somebody does. */
function lookUnlessHidden(): void {
  if (!document.hidden) void watchService()
  else document.addEventListener('visibilitychange', () => void watchService(), { once: true })
}

/** The service was called and nobody answered. */
export function noteUnreachable(): void {
  isReachable.value = false
  clearTimeout(timer)
  timer = setTimeout(lookUnlessHidden, LOOK_AGAIN_MS)
}

/** Somebody answered again; what the service is up to has to be looked at anew. */
export function noteReached(): void {
  if (isReachable.peek()) return
  isReachable.value = true
  void watchService()
}

/** The key that was given is no longer taken. */
export function noteKeyNeeded(): void {
  session.value = { required: true, signedIn: false }
}

/** @returns 200 where the service takes this key and then answers this browser until the cookie ends, 401 where it does not, else why not. */
export async function signIn(key: string): Promise<number> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key }),
  })
  // A connection stays busy until its answer was read.
  await response.text()
  if (response.ok) await lookAnew()
  return response.status
}

export async function signOut(): Promise<void> {
  await (await fetch('/api/session', { method: 'DELETE' })).text()
  await lookAnew()
}

/** A look that began before a change may not have seen it. */
async function lookAnew(): Promise<void> {
  await looking
  await watchService()
}
