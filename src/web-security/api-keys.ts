import { createHash, timingSafeEqual } from 'node:crypto'

/** Keys as their SHA-256 digests: the keys themselves do not stay in memory. */
export type ApiKeys = readonly Buffer[]

export const hashApiKeys = (keys: readonly string[]): ApiKeys => keys.map(digest)

/**
 * @param header an `Authorization` header; the scheme is Bearer (RFC 6750).
 * @returns whether it carries one of the keys, or whether there are none.
 */
export function isAuthorized(header: string | undefined, keys: ApiKeys): boolean {
  if (keys.length === 0) return true
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
  return given !== undefined && matchingKey(given, keys) !== null
}

/** The digest of the key that is given, null where it is none of them; the time it takes does not depend on which characters match. */
export function matchingKey(given: string, keys: ApiKeys): Buffer | null {
  const hashed = digest(given)
  return keys.filter((key) => timingSafeEqual(key, hashed))[0] ?? null
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
