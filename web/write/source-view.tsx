import { citedAt } from '../articles/addresses.js'
import { ArticleFacts } from '../articles/article-facts.js'
import { titleOf } from '../articles/names.js'
import { CopyActions } from '../citations/copy-actions.js'
import { KeepButton } from '../citations/keep-button.js'
import { texts } from '../texts.js'
import type { WireCitation } from '../wire.js'
import { openedCitation } from './opened-citation.js'

/** Whose words they are, and what may be done with them. */
export function SourceView({ citation }: { readonly citation: WireCitation }) {
  const { article, sourceLines } = citation
  return (
    <div class="source">
      <p class="title">
        <a href={citedAt(citation)}>
          <bdi>{titleOf(article)}</bdi>
        </a>
      </p>
      <ArticleFacts article={article} sourceLines={sourceLines} />
      {article.status === 'retracted' && <p class="notice">{texts.articles.retracted}</p>}
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
