import { SourceHead } from '../articles/source-head.js'
import { CopyActions } from '../citations/copy-actions.js'
import { KeepButton } from '../citations/keep-button.js'
import { texts } from '../texts.js'
import type { WireCitation } from '../wire.js'
import { openedCitation } from './opened-citation.js'

/** Whose words they are, and what may be done with them. */
export function SourceView({ citation }: { readonly citation: WireCitation }) {
  return (
    <div class="source">
      <SourceHead source={citation} as="p" />
      <div class="actions">
        <button type="button" class="small" onClick={() => open(citation)}>
          {texts.write.openInArticle}
        </button>
        <KeepButton citation={citation} />
      </div>
      <CopyActions citation={citation} choosesStyle={false} />
    </div>
  )
}

/** A number would tell the reader nothing: here citations stand in no list. */
function open({ marker: _, ...citation }: WireCitation): void {
  openedCitation.value = citation
}

/** The sentence of the source, as it stands there. */
export function SourceQuote({ citation }: { readonly citation: WireCitation }) {
  return (
    <blockquote lang={citation.article.language ?? undefined} dir="auto">
      {citation.quote}
    </blockquote>
  )
}
