import { effect, type Signal, signal } from '@preact/signals'

/** Whether this browser keeps what a page stores; private windows and strict settings may not. */
export const keepsData = signal(true)

/**
 * A value that outlives the page, the same in every window of this browser.
 *
 * @param understand makes the value of what was stored, which may be of an earlier release, broken, or null where
 * nothing was.
 */
export function stored<Value>(key: string, understand: (kept: unknown) => Value): Signal<Value> {
  const name = `attest.${key}`
  const value = signal(read(localStorageOrNull()?.getItem(name) ?? null))
  let known = JSON.stringify(value.peek())
  effect(() => {
    const text = JSON.stringify(value.value)
    if (text === known) return
    known = text
    try {
      localStorage.setItem(name, text)
    } catch {
      keepsData.value = false
    }
  })
  addEventListener('storage', (event) => {
    if (event.key !== name) return
    known = event.newValue ?? ''
    value.value = read(event.newValue)
  })
  return value

  function read(text: string | null): Value {
    try {
      return understand(text === null ? null : JSON.parse(text))
    } catch {
      return understand(null)
    }
  }
}

function localStorageOrNull(): Storage | null {
  try {
    return localStorage
  } catch {
    keepsData.value = false
    return null
  }
}
