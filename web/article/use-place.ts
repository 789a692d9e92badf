import { useEffect, useMemo, useState } from 'preact/hooks'
import { addressOf, articleAddress } from '../articles/addresses.js'
import type { WireArticle, WireSpan } from '../wire.js'
import { placeInAddress } from './place.js'
import { foundAgain, type PlaceNow, placeNow } from './place-now.js'

export interface UsedPlace {
  readonly place: PlaceNow
  /** Counts the times that one came to words which may be out of sight. */
  readonly arrivals: number
  /** Gives the page the address of these words, or of the article alone. */
  readonly goTo: (span: WireSpan | null, options?: { readonly arrive: boolean }) => void
}

/** The words that the address names, also when it changes: by a link, by the way back, by words that are chosen here. */
export function usePlace(article: WireArticle): UsedPlace {
  const [query, setQuery] = useState(location.search)
  const [arrivals, setArrivals] = useState(1)
  const [found, setFound] = useState<{ readonly query: string; readonly place: PlaceNow } | null>(null)
  const arrive = () => setArrivals((before) => before + 1)
  const given = useMemo(() => placeInAddress(new URLSearchParams(query)), [query])
  const known = useMemo(() => placeNow(given, article), [given, article])
  useEffect(() => {
    const onChange = () => {
      setQuery(location.search)
      arrive()
    }
    // Going to `#cited` once more is a change of the hash alone, or of nothing.
    for (const name of ['popstate', 'hashchange']) addEventListener(name, onChange)
    return () => {
      for (const name of ['popstate', 'hashchange']) removeEventListener(name, onChange)
    }
  }, [])
  useEffect(() => {
    if (known.state !== 'edited') return
    const controller = new AbortController()
    foundAgain(given!, article, controller.signal).then(
      (place) => {
        if (place === null || controller.signal.aborted) return
        setFound({ query, place })
        arrive()
      },
      // Then it stays at what the address says.
      () => {},
    )
    return () => controller.abort()
  }, [known])
  return {
    place: found?.query === query ? found.place : known,
    arrivals,
    goTo(span, options) {
      const address = span === null ? articleAddress(article.id) : addressOf(article, span)
      history.pushState(null, '', address)
      setQuery(location.search)
      if (options?.arrive === true) arrive()
    },
  }
}
