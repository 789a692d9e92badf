import { useEffect, useRef } from 'preact/hooks'
import { articleAddress } from '../articles/addresses.js'
import { ArticleFacts } from '../articles/article-facts.js'
import { titleOf } from '../articles/names.js'
import { formatNumber } from '../formats.js'
import { openHere } from '../frame/open-here.js'
import { plural, texts } from '../texts.js'
import type { WireArticleSummary } from '../wire.js'
import { addressFor, type Selection, type Sort, sorts } from './selection.js'
import { type ArticleListing, PAGE_SIZE } from './use-article-list.js'

interface Props {
  readonly listing: ArticleListing
  readonly selection: Selection
  readonly onChoose: (selection: Selection) => void
  readonly onClear: () => void
}

export function ArticleList({ listing, selection, onChoose, onClear }: Props) {
  const { list, isBusy, showMore } = listing
  const entries = useRef<HTMLOListElement>(null)
  const continuesAt = useRef<number | null>(null)
  const shown = list?.articles.length ?? 0
  useEffect(() => {
    // Who asked for more reads on at the first of them.
    const at = continuesAt.current
    if (at === null || shown <= at) return
    entries.current?.children[at]?.querySelector('a')?.focus()
    continuesAt.current = null
  }, [shown])
  const labels = texts.library
  if (list === null) return <p class="waiting">{isBusy && texts.loading}</p>
  return (
    <section aria-labelledby="list-title" aria-busy={isBusy}>
      <div class="list-bar">
        <h2 id="list-title" class="visually-hidden">
          {labels.list}
        </h2>
        <p class="facts" role="status">
          {isBusy ? labels.searching : plural(list.total, texts.counts.article, texts.counts.articles)}
        </p>
        {list.total > 1 && <SortChoice selection={selection} onChoose={onChoose} />}
      </div>
      {list.total === 0 && !isBusy ? (
        <div class="nothing">
          <p>
            <strong>{labels.nothing}.</strong> {labels.nothingHint}
          </p>
          <button type="button" onClick={onClear}>
            {labels.showEverything}
          </button>
        </div>
      ) : (
        <ol class="entries" ref={entries}>
          {list.articles.map((article) => (
            <Entry key={article.id} article={article} selection={selection} onChoose={onChoose} />
          ))}
        </ol>
      )}
      {shown < list.total && shown > 0 && (
        <p class="more">
          <button
            type="button"
            onClick={() => {
              continuesAt.current = shown
              showMore()
            }}
          >
            {labels.more(formatNumber(Math.min(PAGE_SIZE, list.total - shown)))}
          </button>
          <span class="facts">{labels.found(formatNumber(shown), formatNumber(list.total))}</span>
        </p>
      )}
    </section>
  )
}

function SortChoice({ selection, onChoose }: Pick<Props, 'selection' | 'onChoose'>) {
  return (
    <label class="choice">
      <span>{texts.library.sort}</span>
      <select
        value={selection.sort}
        onChange={({ currentTarget }) => onChoose({ ...selection, sort: currentTarget.value as Sort })}
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {texts.library.sorts[sort]}
          </option>
        ))}
      </select>
    </label>
  )
}

interface EntryProps extends Pick<Props, 'selection' | 'onChoose'> {
  readonly article: WireArticleSummary
}

function Entry({ article, selection, onChoose }: EntryProps) {
  const { id, metadata } = article
  const { title, standfirst, language, status, tags } = metadata
  return (
    <li>
      <h3 lang={language ?? undefined}>
        <a href={articleAddress(id)}>
          <bdi>{titleOf({ id, title })}</bdi>
        </a>
        {status === 'retracted' && <strong class="badge">{texts.library.retracted}</strong>}
      </h3>
      <ArticleFacts article={metadata} />
      {standfirst !== null && (
        <p class="standfirst" lang={language ?? undefined} dir="auto">
          {standfirst}
        </p>
      )}
      {tags.length > 0 && (
        <ul class="tags" aria-label={texts.article.tags}>
          {tags.map((tag) => {
            const target = { ...selection, tag }
            return (
              <li key={tag}>
                <a href={addressFor(target)} onClick={(event) => openHere(event, () => onChoose(target))}>
                  <bdi>{tag}</bdi>
                </a>
              </li>
            )
          })}
        </ul>
      )}
    </li>
  )
}
