import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { texts } from '../texts.js'

interface Props {
  readonly title: string
  readonly side?: 'left' | 'right'
  /** Whether the page behind waits; else it can be read on a wide window beside the panel. */
  readonly modal?: boolean
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** From this width on there is room for a panel beside the text. */
export const WIDE = '(min-width: 64rem)'

/**
 * A dialog at one side of the window; on a narrow one it covers the page. Escape closes it, and the focus goes back to
 * where it came from.
 */
export function SidePanel({ title, side = 'right', modal = false, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const opener = document.activeElement
    const panel = dialog.current!
    const wide = matchMedia(WIDE)
    // A window may be turned or zoomed while the panel is open.
    const show = () => {
      panel.close()
      if (modal || !wide.matches) panel.showModal()
      else panel.show()
    }
    show()
    wide.addEventListener('change', show)
    const onKey = (event: KeyboardEvent) => {
      // A panel that waits behind another one is not meant.
      const inFront = document.querySelector('dialog:modal') ?? panel
      if (event.key !== 'Escape' || event.defaultPrevented || inFront !== panel) return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('keydown', onKey)
    // The page makes room for a panel that it is read beside.
    const room = side === 'right' ? 'panelRight' : 'panelLeft'
    if (!modal) document.documentElement.dataset[room] = ''
    return () => {
      document.removeEventListener('keydown', onKey)
      wide.removeEventListener('change', show)
      if (!modal) delete document.documentElement.dataset[room]
      // What stands behind an open modal dialog cannot have the focus.
      panel.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`side-panel ${side}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div class="side-panel-bar">
        <h2>{title}</h2>
        <button type="button" class="close" aria-label={texts.close} onClick={onClose}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
      <div class="side-panel-body">{children}</div>
    </dialog>
  )
}
