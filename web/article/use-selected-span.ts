import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { WireSpan } from '../wire.js'
import { selectedSpan } from './selected-span.js'

/** A tap on a button takes the selection away before the button is clicked. */
const KEPT_MS = 300

/** The words of the article that are selected on the page, by whatever means. */
export function useSelectedSpan(body: RefObject<HTMLElement | null>, text: string): WireSpan | null {
  const [selected, setSelected] = useState<WireSpan | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onChange = () => {
      const selection = getSelection()
      const range = selection?.rangeCount ? selection.getRangeAt(0) : null
      const span = range === null ? null : selectedSpan(body.current!, range, text)
      clearTimeout(timer)
      if (span !== null) setSelected(span)
      else timer = setTimeout(() => setSelected(null), KEPT_MS)
    }
    // Words may have been selected before somebody listened.
    onChange()
    document.addEventListener('selectionchange', onChange)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', onChange)
    }
  }, [text])
  return selected
}
