import { useEffect, useRef } from 'preact/hooks'
import { CopyActions } from '../citations/copy-actions.js'
import { KeepButton } from '../citations/keep-button.js'
import { LoadProblem } from '../frame/load-problem.js'
import { useLoaded } from '../frame/use-loaded.js'
import { postJson } from '../service/request.js'
import { texts } from '../texts.js'
import type { WireArticle, WireFormattedCitation, WireSpan } from '../wire.js'
import { movedByWord, type SpanEnd } from './word-steps.js'

interface Props {
  readonly article: WireArticle
  readonly cited: WireSpan | null
  /** Words that are selected on the page; they come before the cited ones. */
  readonly selected: WireSpan | null
  /** Whether the ways to take the cited words away are shown. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onCite: (span: WireSpan) => void
  readonly onClose: () => void
}

/** The words that are selected or cited, at the foot of the window, with ways to take them away. */
export function CiteDock({ article, cited, selected, isOpen, onOpen, onCite, onClose }: Props) {
  const dock = useRef<HTMLElement>(null)
  const actions = useRef<HTMLDivElement>(null)
  const isNew = selected !== null && !isSame(selected, cited)
  const span = isNew ? selected : cited
  const isShown = isOpen && !isNew && cited !== null
  useEffect(() => {
    if (!isShown) return
    actions.current?.focus({ preventScroll: true })
    const observer = new ResizeObserver(() => uncoverCited(dock.current!))
    observer.observe(dock.current!)
    return () => observer.disconnect()
  }, [isShown])
  if (span === null) return null
  const labels = texts.article
  return (
    <section class="dock" ref={dock} aria-labelledby="dock-title">
      <div class="dock-bar">
        <p class="dock-words">
          <strong id="dock-title">{isNew ? labels.selected : labels.citeTitle}</strong>{' '}
          <q lang={article.metadata.language ?? undefined} dir="auto">
            {excerpt(article.text.slice(span.start, span.end))}
          </q>
        </p>
        {!isShown && (
          <button
            type="button"
            class="primary small"
            // The selection would be lost to a press of the button before it is clicked.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              if (isNew) {
                getSelection()?.removeAllRanges()
                onCite(span)
              } else onOpen(true)
            }}
          >
            {labels.cite}
          </button>
        )}
        {!isNew && (
          <button type="button" class="close" aria-label={labels.backToText} onClick={onClose}>
            <span aria-hidden="true">×</span>
          </button>
        )}
      </div>
      {isShown && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would be named by a legend, which the bar above is not.
        <div class="dock-actions" ref={actions} role="group" tabIndex={-1} aria-labelledby="dock-title">
          <Citing article={article} span={span} />
          <WordSteps article={article} span={span} onCite={onCite} />
        </div>
      )}
    </section>
  )
}

/** What is left above the words: the head of the page, and a line. */
const ABOVE_PIXELS = 96
const BELOW_PIXELS = 16

/** The dock grows over the words that it is about, where they stand low in the window; they move up as far as they need to. */
function uncoverCited(dock: HTMLElement): void {
  const words = document.querySelector('#cited')?.getBoundingClientRect()
  if (words === undefined || words.top > innerHeight || words.bottom < 0) return
  const covered = words.bottom + BELOW_PIXELS - dock.getBoundingClientRect().top
  const by = Math.min(covered, words.top - ABOVE_PIXELS)
  if (by > 0) scrollBy({ top: by, behavior: 'instant' })
}

const isSame = (one: WireSpan, other: WireSpan | null): boolean => one.start === other?.start && one.end === other.end

function Citing({ article, span }: { readonly article: WireArticle; readonly span: WireSpan }) {
  const loaded = useLoaded(
    (signal) => postJson<WireFormattedCitation>('/api/citations/format', { articleId: article.id, span }, signal),
    [article.id, span.start, span.end],
  )
  if (loaded.state === 'failed') return <LoadProblem failed={loaded} />
  const citation = loaded.state === 'loaded' ? loaded.value.citation : null
  if (citation === null) return <p class="waiting">{texts.loading}</p>
  return (
    // While other words are being cited, those of before cannot be taken for them.
    <div class="citing" inert={!isSame(citation.span, span)}>
      <KeepButton citation={citation} />
      <CopyActions citation={citation} />
    </div>
  )
}

/** Words chosen exactly without a mouse, and with one finger. */
function WordSteps({ article, span, onCite }: Pick<Props, 'article' | 'onCite'> & { readonly span: WireSpan }) {
  const labels = texts.article
  const ends: [SpanEnd, string][] = [
    ['start', labels.start],
    ['end', labels.end],
  ]
  return (
    <fieldset class="word-steps">
      <legend>{labels.chosenWords}</legend>
      {ends.map(([end, name]) => (
        <span key={end}>
          {name}
          {([-1, 1] as const).map((by) => {
            const moved = movedByWord(article.text, span, end, by)
            return (
              <button
                key={by}
                type="button"
                class="small"
                aria-label={by === -1 ? labels.wordEarlier(name) : labels.wordLater(name)}
                aria-disabled={moved === null}
                onClick={() => moved !== null && onCite(moved)}
              >
                <span aria-hidden="true">{by === -1 ? '←' : '→'}</span>
              </button>
            )
          })}
        </span>
      ))}
    </fieldset>
  )
}

const EXCERPT_CHARACTERS = 90

/** How they begin and how they end. */
function excerpt(words: string): string {
  const half = EXCERPT_CHARACTERS / 2
  if (words.length <= EXCERPT_CHARACTERS) return words
  return `${words.slice(0, half).replace(/\s*\S*$/, '')} … ${words.slice(-half).replace(/^\S*\s*/, '')}`
}
