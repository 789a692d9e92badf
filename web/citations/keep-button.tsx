import { texts } from '../texts.js'
import { drop, isKept, type KeptCitation, keep } from './tray.js'

export function KeepButton({ citation }: { readonly citation: KeptCitation }) {
  const kept = isKept(citation)
  return (
    <button type="button" class="small" aria-pressed={kept} onClick={() => (kept ? drop(citation) : keep(citation))}>
      {kept ? texts.citations.kept : texts.citations.keep}
    </button>
  )
}
