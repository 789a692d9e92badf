import { effect, signal } from '@preact/signals'
import { stored } from '../frame/stored.js'

const kept = stored('write-text', (value) => (typeof value === 'string' ? value : ''))

/**
 * What was pasted or written, as it was left. Another window of this browser may be at another text: what is typed
 * there is kept for the next page, and changes nothing here.
 */
export const pastedText = signal(kept.peek())

effect(() => {
  kept.value = pastedText.value
})
