import { useEffect, useState } from 'preact/hooks'
import { asMessage } from '../service/problem-message.js'
import { usableSince } from '../service/service-state.js'

export interface Failed {
  readonly state: 'failed'
  readonly message: string
  readonly error: unknown
  readonly retry: () => void
}

export type Loaded<Value> = { readonly state: 'loading' } | { readonly state: 'loaded'; readonly value: Value } | Failed

/**
 * What the service has to say, asked for anew when `dependencies` change; what failed, also when the service is back.
 *
 * @param load is given up (its signal aborts) when its result is no longer wanted.
 */
export function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  dependencies: readonly unknown[],
): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const retry = () => setAttempt((before) => before + 1)
  useEffect(() => {
    const controller = new AbortController()
    const askedWhen = usableSince.peek()
    load(controller.signal).then(
      (value) => controller.signal.aborted || setLoaded({ state: 'loaded', value }),
      (error: unknown) => {
        if (controller.signal.aborted) return
        setLoaded({ state: 'failed', message: asMessage(error), error, retry })
        // It came back while this was still under way.
        if (usableSince.peek() !== askedWhen) retry()
      },
    )
    return () => controller.abort()
  }, [...dependencies, attempt])
  useEffect(() => {
    if (loaded.state === 'failed') retry()
  }, [usableSince.value])
  return loaded
}
