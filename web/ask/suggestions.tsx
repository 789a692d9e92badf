import { useLoaded } from '../frame/use-loaded.js'
import { getJson } from '../service/request.js'
import { texts } from '../texts.js'
import type { WireArticleList } from '../wire.js'

/** The shipped articles that are served: hardly anyone else's name this publisher. */
const shippedArticles = '/api/articles?publisher=Attest%20Handbook&limit=500'

export function Suggestions({ onChoose }: { readonly onChoose: (question: string) => void }) {
  const loaded = useLoaded((signal) => getJson<WireArticleList>(shippedArticles, signal), [])
  if (loaded.state !== 'loaded') return null
  const served = new Set(loaded.value.articles.map(({ id }) => id))
  const offered = texts.ask.suggested.filter(([id]) => served.has(id))
  if (offered.length === 0) return null
  return (
    <section class="suggestions" aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">{texts.ask.suggestions}</h2>
      <ul>
        {offered.map(([id, question]) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
