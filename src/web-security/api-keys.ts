import { createHash, timingSafeEqual } from 'node:crypto'
import { AttestError } from '../errors.js'

/** What a key opens: `ask` questions, search and quotes; `read` whole articles; `admin` how the service is and runs. */
export const scopes = ['ask', 'read', 'admin'] as const

export type Scope = (typeof scopes)[number]

export interface ApiKey {
  /** Its place in the settings, from 1: what a log may say of it. */
  readonly number: number
  /** Its SHA-256: the key itself does not stay in memory. */
  readonly digest: Buffer
  readonly scopes: readonly Scope[]
}

export type ApiKeys = readonly ApiKey[]

/**
 * @param settings each a key, which opens everything, or a key and what it opens: `KEY:ask+read`.
 * @throws {AttestError} `CONFIG_INVALID_SETTING`, which names a key by its place alone.
 */
export function hashApiKeys(settings: readonly string[]): ApiKeys {
  const keys = settings.map(apiKey)
  for (const key of keys) {
    const first = keys.find(({ digest }) => digest.equals(key.digest))!
    if (first !== key) throw invalid(key.number, `it is the same as number ${first.number}; give it all scopes at once`)
  }
  return keys
}

function apiKey(setting: string, index: number): ApiKey {
  const number = index + 1
  const [, key, listed] = /^(.*):([a-z]+(?:\+[a-z]+)*)$/.exec(setting) ?? []
  const given = listed?.split('+') ?? []
  // Any other colon is part of the key, as it was before there were scopes.
  if (key === undefined || !given.some(isScope)) return { number, digest: digestOf(setting), scopes }
  const unknown = given.find((name) => !isScope(name))
  if (unknown !== undefined) throw invalid(number, `there is no scope ${JSON.stringify(unknown)}`)
  if (key === '') throw invalid(number, 'there is no key before its scopes')
  return { number, digest: digestOf(key), scopes: scopes.filter((scope) => given.includes(scope)) }
}

const isScope = (name: string): name is Scope => (scopes as readonly string[]).includes(name)

function invalid(number: number, reason: string): AttestError {
  const expected = `Expected KEY, or KEY:SCOPES with ${scopes.join(', ')} joined by "+".`
  return new AttestError('CONFIG_INVALID_SETTING', `Key number ${number} of ATTEST_API_KEYS: ${reason}. ${expected}`)
}

/** @param header an `Authorization` header; the scheme is Bearer (RFC 6750). @returns the key that it carries, whether one of ours or not. */
export const bearerOf = (header: string | undefined): string | null =>
  /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null

/** Null where it is none of them; the time it takes does not depend on which characters match. */
export function matchingKey(given: string, keys: ApiKeys): ApiKey | null {
  const hashed = digestOf(given)
  return keys.filter(({ digest }) => timingSafeEqual(digest, hashed))[0] ?? null
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
