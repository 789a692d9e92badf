import { useEffect, useState } from 'preact/hooks'
import { asMessage } from '../service/problem-message.js'
import { usableSince } from '../service/service-state.js'

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: Value }
  | { readonly state: 'failed'; readonly message: string; readonly error: unknown }

/**
 * What the service has to say, asked for anew when `dependencies` change or the service is back.
 *
 * @param load is given up (its signal aborts) when its result is no longer wanted.
 */
export function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  dependencies: readonly unknown[],
): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' })
  useEffect(() => {
    const controller = new AbortController()
    load(controller.signal).then(
      (value) => controller.signal.aborted || setLoaded({ state: 'loaded', value }),
      (error: unknown) => controller.signal.aborted || setLoaded({ state: 'failed', message: asMessage(error), error }),
    )
    return () => controller.abort()
  }, [...dependencies, usableSince.value])
  return loaded
}
