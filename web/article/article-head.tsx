import { FactsLine } from '../articles/facts-line.js'
import { authorName, titleOf } from '../articles/names.js'
import { formatDate } from '../formats.js'
import { texts } from '../texts.js'
import type { WireArticle } from '../wire.js'

/** What the article is; each name leads to what else it stands on. */
export function ArticleHead({ article }: { readonly article: WireArticle }) {
  const { title, standfirst, language, authors, publisher, series, published, updated, url, tags, status } =
    article.metadata
  const labels = texts.article
  return (
    <header class="article-head">
      <p class="facts">
        <a href="/library">{labels.back}</a>
      </p>
      <h1 lang={language ?? undefined}>
        <bdi>{titleOf({ id: article.id, title })}</bdi>
      </h1>
      {standfirst !== null && (
        <p class="standfirst" lang={language ?? undefined} dir="auto">
          {standfirst}
        </p>
      )}
      <FactsLine
        parts={[
          ...authors.map(authorName).map((name) => <LibraryLink name="author" value={name} />),
          publisher !== null && <LibraryLink name="publisher" value={publisher} />,
          series,
          published === null ? texts.articles.noDate : <time dateTime={published}>{formatDate(published)}</time>,
          updated !== null && (
            <>
              {labels.updated} <time dateTime={updated}>{formatDate(updated)}</time>
            </>
          ),
        ]}
      />
      {tags.length > 0 && (
        <ul class="tags" aria-label={labels.tags}>
          {tags.map((tag) => (
            <li key={tag}>
              <LibraryLink name="tag" value={tag} />
            </li>
          ))}
        </ul>
      )}
      {url !== null && /^https?:/i.test(url) && (
        <p class="facts">
          <a href={url} rel="noreferrer noopener">
            {labels.address}
          </a>{' '}
          <bdi class="address">{url}</bdi>
        </p>
      )}
      {status === 'retracted' && (
        <p class="problem">
          <strong>{texts.articles.retracted}</strong>
        </p>
      )}
    </header>
  )
}

function LibraryLink({ name, value }: { readonly name: 'author' | 'publisher' | 'tag'; readonly value: string }) {
  return (
    <a href={`/library?${new URLSearchParams({ [name]: value })}`}>
      <bdi>{value}</bdi>
    </a>
  )
}
