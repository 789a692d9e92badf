const BASE_DELAY_MS = 500
const MAX_DELAY_MS = 8_000

/**
 * Exponential backoff with full jitter: uniform between 0 and 0.5, 1, 2 … 8 seconds, so that clients that failed together
 * do not come back together. What the server asks for is the least; the jitter comes on top.
 *
 * @param retry 0 for the first one.
 * @param random uniform in [0, 1).
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelayMs(retry: number, retryAfterMs: number | null, random: () => number): number {
  return (retryAfterMs ?? 0) + random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** retry)
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3); null where there is none, or it is neither. */
export function parseRetryAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Number(value) * 1000
  // Date.parse also takes "-1" and the like for dates; a date of HTTP begins with its weekday.
  const date = /^[A-Za-z]/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs)
}
