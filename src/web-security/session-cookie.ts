import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ApiKey, ApiKeys } from './api-keys.js'

export const SESSION_COOKIE = 'attest_session'

/** A working day: only removing its key ends a session before. */
export const SESSION_LIFETIME_S = 12 * 60 * 60

export interface NewSession {
  /** `EXPIRY.SIGNATURE`: seconds since 1970, and an HMAC-SHA-256 of them in base64url. */
  readonly value: string
  readonly expiresAt: Date
}

/** What a cookie stands for while it lasts. */
export interface Session {
  /** The key that it was exchanged for: it opens what the key opens. */
  readonly key: ApiKey
  readonly expiresAt: Date
}

/**
 * What a page is given in exchange for a key. It is remembered nowhere: it says when it ends, signed by the key's digest,
 * so that it outlives a restart, ends with its key, and does not tell the key.
 */
export function newSession(key: ApiKey, now: Date): NewSession {
  const expiry = Math.floor(now.getTime() / 1000) + SESSION_LIFETIME_S
  return { value: `${expiry}.${signature(String(expiry), key)}`, expiresAt: new Date(expiry * 1000) }
}

/**
 * @param cookie the value of the session cookie.
 * @returns null where the session has ended, or where none of the keys signed it. The time it takes does not depend on
 * which characters match.
 */
export function openSession(cookie: string | undefined, keys: ApiKeys, now: Date): Session | null {
  const [, expiry, signed] = /^(\d{1,12})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  if (expiry === undefined || signed === undefined) return null
  // As text: more than one text in base64url means the same bytes.
  const [key] = keys.filter((one) => timingSafeEqual(Buffer.from(signed), Buffer.from(signature(expiry, one))))
  const expiresAt = new Date(Number(expiry) * 1000)
  return key !== undefined && expiresAt > now ? { key, expiresAt } : null
}

const signature = (expiry: string, { digest }: ApiKey): string =>
  createHmac('sha256', digest).update(expiry).digest('base64url')
