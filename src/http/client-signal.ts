import type { Context } from 'hono'

/** Aborted when the client is gone; its reason is an Error, where the server's own is a text. */
export function clientSignal(c: Context): AbortSignal {
  const controller = new AbortController()
  const { signal } = c.req.raw
  if (signal.aborted) controller.abort()
  else signal.addEventListener('abort', () => controller.abort(), { once: true })
  return controller.signal
}
