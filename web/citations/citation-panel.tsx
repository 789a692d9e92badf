import { useEffect, useRef } from 'preact/hooks'
import { citedAt } from '../articles/addresses.js'
import { ArticleText } from '../articles/article-text.js'
import { titleOf } from '../articles/names.js'
import { SourceHead } from '../articles/source-head.js'
import { storedArticle } from '../articles/stored-article.js'
import { LoadProblem } from '../frame/load-problem.js'
import { SidePanel, WIDE } from '../frame/side-panel.js'
import { useLoaded } from '../frame/use-loaded.js'
import { useMatch } from '../frame/use-match.js'
import { texts } from '../texts.js'
import type { WireCitation, WirePassage, WireSpan } from '../wire.js'
import { CopyActions } from './copy-actions.js'
import { KeepButton } from './keep-button.js'
import type { KeptCitation } from './tray.js'
import { WhySource } from './why-source.js'

interface Props {
  readonly citation: KeptCitation & Partial<Pick<WireCitation, 'marker' | 'highlight'>>
  /** The passage that the quote was found in, with its scores. */
  readonly passage?: WirePassage | undefined
  readonly onClose: () => void
}

/** A citation beside the text that cites it: what it is, ways to take it away, and its words in their article. */
export function CitationPanel({ citation, passage, onClose }: Props) {
  const title = citation.marker === undefined ? texts.citations.cited : texts.citations.source(citation.marker)
  // On a phone the quote comes first: it is what one came for.
  const isWide = useMatch(WIDE)
  const more = (
    <>
      <CopyActions citation={citation} />
      {passage !== undefined && <WhySource passage={passage} />}
    </>
  )
  return (
    <SidePanel title={title} onClose={onClose}>
      <SourceHead source={citation} as="h3" />
      <div class="actions">
        <KeepButton citation={citation} />
        <a href={citedAt(citation)}>{texts.articles.open}</a>
        {citation.link !== null && (
          <a href={citation.link} rel="noreferrer noopener">
            {texts.articles.publisher}
          </a>
        )}
      </div>
      {isWide && more}
      <QuoteInArticle citation={citation} />
      {!isWide && more}
    </SidePanel>
  )
}

function QuoteInArticle({ citation }: Pick<Props, 'citation'>) {
  const view = useRef<HTMLDivElement>(null)
  const loaded = useLoaded(
    () => storedArticle(citation.articleId, citation.article.textSha256),
    [citation.articleId, citation.article.textSha256],
  )
  const key = `${citation.articleId} ${citation.span.start}`
  useEffect(() => {
    // Only this part scrolls: what the citation is stays in sight above it.
    const words = view.current?.querySelector('#cited')
    if (!words) return
    const top = words.getBoundingClientRect().top - view.current!.getBoundingClientRect().top
    view.current!.scrollTop += top - view.current!.clientHeight / 3
  }, [loaded.state, key])
  if (loaded.state === 'loading') return <p class="hint">{texts.loading}</p>
  if (loaded.state === 'failed') return <LoadProblem failed={loaded} />
  const isEdited = loaded.value.textSha256 !== citation.article.textSha256
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable with the keyboard alone.
    <section class="panel-article" ref={view} tabIndex={0} aria-label={titleOf(citation.article)}>
      {isEdited && <p class="notice">{texts.articles.changedSince}</p>}
      <ArticleText
        article={loaded.value}
        cited={isEdited ? null : citation.span}
        answering={isEdited ? null : answering(citation)}
      />
    </section>
  )
}

/** The highlight is a span of the quote; the article's text wants it in its own offsets. */
function answering({ highlight, span }: Props['citation']): WireSpan | null {
  return highlight ? { start: span.start + highlight.start, end: span.start + highlight.end } : null
}
