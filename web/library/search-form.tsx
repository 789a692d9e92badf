import { useEffect, useRef, useState } from 'preact/hooks'
import { texts } from '../texts.js'
import type { Selection } from './selection.js'

interface Props {
  readonly selection: Selection
  readonly onChoose: (selection: Selection) => void
}

/** So long a pause in typing is the end of a word. */
const PAUSE_MS = 200
/** The service takes no more. */
const MOST_CHARACTERS = 500

/** Searches as one types. */
export function SearchForm({ selection, onChoose }: Props) {
  const [typed, setTyped] = useState(selection.query)
  const search = () => {
    if (typed.trim() !== selection.query) onChoose({ ...selection, query: typed.trim() })
  }
  // Until the pause is over a filter may have been chosen, which stays.
  const searchNow = useRef(search)
  searchNow.current = search
  useEffect(() => {
    const timer = setTimeout(() => searchNow.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  // The way back, or a filter taken away, changes the words from without.
  useEffect(() => {
    if (typed.trim() !== selection.query) setTyped(selection.query)
  }, [selection.query])
  return (
    <search class="library-search">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          search()
        }}
      >
        <label for="search">{texts.library.search}</label>
        <input
          id="search"
          type="search"
          value={typed}
          maxLength={MOST_CHARACTERS}
          autocomplete="off"
          enterkeyhint="search"
          aria-describedby="search-hint"
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <p id="search-hint" class="hint">
          {texts.library.searchHint}
        </p>
      </form>
    </search>
  )
}
