import { useEffect } from 'preact/hooks'
import { storedArticle } from '../articles/stored-article.js'
import { LoadProblem } from '../frame/load-problem.js'
import { type Failed, useLoaded } from '../frame/use-loaded.js'
import { ProblemError } from '../service/request.js'
import { texts } from '../texts.js'
import { ArticleView } from './article-view.js'

/** The address names it by its id, a former id, or its own address. A link that was cut in the middle of an escape is no address, and names no article. */
function idInAddress(): string {
  const written = location.pathname.replace(/^\/articles\//, '')
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

export function ArticlePage() {
  const loaded = useLoaded(() => storedArticle(idInAddress()), [])
  if (loaded.state === 'loading') return <p class="waiting">{texts.loading}</p>
  return loaded.state === 'loaded' ? <ArticleView article={loaded.value} /> : <Missing failed={loaded} />
}

function Missing({ failed }: { readonly failed: Failed }) {
  const { error } = failed
  const isUnknown = error instanceof ProblemError && error.problem.code === 'NOT_FOUND'
  const title = isUnknown ? texts.articles.missing : texts.pages.article
  useEffect(() => {
    document.title = `${title} · ${texts.product}`
  }, [title])
  return (
    <header class="page-head">
      <h1>{title}</h1>
      {isUnknown ? <p class="lead">{texts.articles.missingHint}</p> : <LoadProblem failed={failed} />}
      <p>
        <a href="/library">{texts.articles.library}</a>
      </p>
    </header>
  )
}
