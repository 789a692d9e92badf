import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** Calls `then` once the last byte of the response is sent, or the client is gone; without a server, when it is made. */
export async function untilAnswered(
  c: Context,
  next: () => Promise<void>,
  then: (isWhole: boolean) => void,
): Promise<void> {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>
  if (outgoing !== undefined && !outgoing.closed) {
    outgoing.once('close', () => then(outgoing.writableFinished))
    return next()
  }
  try {
    await next()
  } finally {
    then(outgoing === undefined)
  }
}
