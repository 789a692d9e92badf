import { useState } from 'preact/hooks'
import { formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import { tray } from './tray.js'
import { TrayPanel } from './tray-panel.js'

/** In the head of every page: how many citations are kept, and the way to them. */
export function TrayTool() {
  const [isOpen, setOpen] = useState(false)
  const count = formatNumber(tray.value.length)
  return (
    <>
      <button
        type="button"
        class="small tray-tool"
        aria-label={texts.tray.open(count)}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path
            d="M4 2h8v12l-4-3.2L4 14z"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linejoin="round"
          />
        </svg>
        <span>
          <span class="tray-word">{texts.tray.title} </span>
          {texts.tray.count(count)}
        </span>
      </button>
      {isOpen && <TrayPanel onClose={() => setOpen(false)} />}
    </>
  )
}
