import { useEffect, useState } from 'preact/hooks'
import { EmptyCorpus } from '../frame/empty-corpus.js'
import { LoadProblem } from '../frame/load-problem.js'
import { useLoaded } from '../frame/use-loaded.js'
import { texts } from '../texts.js'
import { ArticleList } from './article-list.js'
import { ChosenFilters } from './chosen-filters.js'
import { DateChart } from './date-chart.js'
import { FilterPanel } from './filter-panel.js'
import { loadSelectionFacets } from './library-facets.js'
import { SearchForm } from './search-form.js'
import { addressFor, everything, isNarrowed, type Selection, selectionFrom } from './selection.js'
import { useArticleList } from './use-article-list.js'

export function LibraryPage() {
  const [selection, choose] = useSelectionOfAddress()
  const { sort: _, ...narrowing } = selection
  const listing = useArticleList(selection)
  const loaded = useLoaded((signal) => loadSelectionFacets(narrowing, signal), Object.values(narrowing))
  const counts = loaded.state === 'loaded' ? loaded.value : null
  const isEmpty = !isNarrowed(selection) && listing.list?.total === 0
  const clear = () => choose({ ...selection, ...everything })
  return (
    <>
      <header class="page-head">
        <h1>{texts.library.title}</h1>
        <p class="lead">{texts.library.lead}</p>
      </header>
      {isEmpty ? (
        <EmptyCorpus />
      ) : (
        <div class="library">
          <SearchForm selection={selection} onChoose={choose} />
          <FilterPanel facets={counts?.facets ?? null} selection={selection} onChoose={choose} />
          <div class="library-results">
            <ChosenFilters selection={selection} onChoose={choose} onClear={clear} />
            {counts !== null && <DateChart facets={counts.atAnyTime} selection={selection} onChoose={choose} />}
            <ArticleList listing={listing} selection={selection} onChoose={choose} onClear={clear} />
            {listing.failed !== null && <LoadProblem failed={listing.failed} />}
          </div>
        </div>
      )}
    </>
  )
}

/**
 * What the address says is listed. What is chosen becomes an address of its own, so that the way back leads to it;
 * while one types, the address only follows.
 */
function useSelectionOfAddress(): [Selection, (chosen: Selection) => void] {
  const [selection, setSelection] = useState(() => selectionFrom(new URLSearchParams(location.search)))
  useEffect(() => {
    const onPop = () => setSelection(selectionFrom(new URLSearchParams(location.search)))
    addEventListener('popstate', onPop)
    return () => removeEventListener('popstate', onPop)
  }, [])
  const choose = (chosen: Selection) => {
    const isTyping = chosen.query !== selection.query && selection.query !== '' && chosen.query !== ''
    history[isTyping ? 'replaceState' : 'pushState'](null, '', addressFor(chosen))
    setSelection(chosen)
  }
  return [selection, choose]
}
