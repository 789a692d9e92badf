import { useEffect, useState } from 'preact/hooks'
import { texts } from '../texts.js'

interface Props {
  readonly label: string
  /** Makes the text, perhaps asking the service, and puts it on the clipboard. @returns whether it is there. */
  readonly copy: () => Promise<boolean>
}

const SHOWN_MS = 2_000

/** Says on its own face whether it worked. */
export function CopyButton({ label, copy }: Props) {
  const [outcome, setOutcome] = useState<string | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const run = async () => {
    const isCopied = await copy().catch(() => false)
    setOutcome(isCopied ? texts.citations.copied : texts.citations.cannotCopy)
  }
  return (
    <button type="button" class="small" aria-live="polite" onClick={run}>
      {outcome ?? label}
    </button>
  )
}
