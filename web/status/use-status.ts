import { useEffect, useState } from 'preact/hooks'
import type { Failed } from '../frame/use-loaded.js'
import { asMessage } from '../service/problem-message.js'
import { getJson } from '../service/request.js'
import { keyNeeded, usableSince } from '../service/service-state.js'
import type { WireStatus } from '../wire.js'

const REFRESH_MS = 10_000
/** While articles are read one wants to see it go on. */
const REFRESH_RUNNING_MS = 2_000

export interface SeenStatus {
  /** The last that came; null before the first. */
  readonly status: WireStatus | null
  /** Why there is none newer. */
  readonly failed: Failed | null
}

/** The service's status, again and again while somebody can see it. */
export function useStatus(): SeenStatus {
  const [seen, setSeen] = useState<SeenStatus>({ status: null, failed: null })
  useEffect(() => {
    // Asking on would be refused each time.
    if (keyNeeded.value) return
    const controller = new AbortController()
    const { signal } = controller
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') return
      let wait = REFRESH_MS
      try {
        const status = await getJson<WireStatus>('/api/status', signal)
        setSeen({ status, failed: null })
        if (status.ingestion.running !== null) wait = REFRESH_RUNNING_MS
      } catch (error) {
        if (signal.aborted) return
        const failed: Failed = { state: 'failed', message: asMessage(error), error, retry: () => void look() }
        setSeen(({ status }) => ({ status, failed }))
      }
      clearTimeout(timer)
      if (!signal.aborted) timer = setTimeout(look, wait)
    }
    void look()
    document.addEventListener('visibilitychange', () => void look(), { signal })
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [keyNeeded.value, usableSince.value])
  return seen
}
