import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { ArticleText } from '../articles/article-text.js'
import { titleOf } from '../articles/names.js'
import { texts } from '../texts.js'
import type { WireArticle, WireSpan } from '../wire.js'
import { ArticleHead } from './article-head.js'
import { bringIntoView } from './bring-into-view.js'
import { CiteDock } from './cite-dock.js'
import { FieldEvidence } from './field-evidence.js'
import { ParagraphLink } from './paragraph-link.js'
import { PlaceNotice } from './place-notice.js'
import { usePlace } from './use-place.js'
import { useSelectedSpan } from './use-selected-span.js'

/** An article to read: the words that the address names are marked, and words that are selected can be cited. */
export function ArticleView({ article }: { readonly article: WireArticle }) {
  const body = useRef<HTMLDivElement>(null)
  const { place, arrivals, goTo } = usePlace(article)
  const selected = useSelectedSpan(body, article.text)
  const [isCiting, setCiting] = useState(false)
  const cited = place.span
  useEffect(() => {
    document.title = `${titleOf({ id: article.id, title: article.metadata.title })} · ${texts.product}`
  }, [article])
  useEffect(() => {
    const words = body.current!.querySelector<HTMLElement>('#cited')
    if (words === null || arrivals === 0) return
    focusOn(words)
    return bringIntoView(words)
  }, [arrivals])

  const cite = (span: WireSpan) => {
    goTo(span)
    setCiting(true)
  }
  // Thousands of blocks are compared anew only where their marks change.
  const text = useMemo(() => <ArticleText article={article} cited={cited} />, [article, cited])
  return (
    <article class="article">
      <ArticleHead article={article} />
      <PlaceNotice place={place} />
      <FieldEvidence article={article} onShow={(span) => goTo(span, { arrive: true })} />
      {/* biome-ignore lint/a11y/useSemanticElements: a section would be a landmark, which a text in an article is not. */}
      <div class="article-body" ref={body} role="group" aria-label={texts.article.text}>
        <ParagraphLink article={article} body={body} cited={cited} onCite={cite} />
        {text}
      </div>
      <CiteDock
        article={article}
        cited={cited}
        selected={selected}
        isOpen={isCiting}
        onOpen={setCiting}
        onCite={cite}
        onClose={() => {
          setCiting(false)
          goTo(null)
        }}
      />
    </article>
  )
}

/** Who reads with the keyboard or has it read aloud goes on from here. */
function focusOn(words: HTMLElement): void {
  words.tabIndex = -1
  words.focus({ preventScroll: true })
}
