import { effect, type Signal, signal } from '@preact/signals'

/** Whether this browser keeps what a page stores; private windows and strict settings may not. */
export const keepsData = signal(true)

/**
 * A value that outlives the page, the same in every window of this browser.
 *
 * @param isValid what was stored may be of an earlier release or broken: then `initial` takes its place.
 */
export function stored<Value>(key: string, initial: Value, isValid: (value: unknown) => value is Value): Signal<Value> {
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
      const parsed: unknown = text === null ? initial : JSON.parse(text)
      return isValid(parsed) ? parsed : initial
    } catch {
      return initial
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
