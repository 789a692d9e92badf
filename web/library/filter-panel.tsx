import { useEffect, useState } from 'preact/hooks'
import type { Facet } from '../filters/facets.js'
import { DateField } from '../filters/filter-fields.js'
import { formatNumber } from '../formats.js'
import { openHere } from '../frame/open-here.js'
import { useMatch } from '../frame/use-match.js'
import { texts } from '../texts.js'
import { type FacetName, facetNames, nameOfValue, valuesOf } from './facet-values.js'
import type { LibraryFacets } from './library-facets.js'
import { addressFor, type Selection } from './selection.js'

interface Props {
  /** Of the selection; null before they are known. */
  readonly facets: LibraryFacets | null
  readonly selection: Selection
  readonly onChoose: (selection: Selection) => void
}

/** From this width on the filters stand beside the list. */
const WIDE = '(min-width: 56rem)'

export function FilterPanel(props: Props) {
  const isWide = useMatch(WIDE)
  if (isWide) {
    return (
      <section class="library-filters" aria-label={texts.library.filters}>
        <Filters {...props} />
      </section>
    )
  }
  return (
    <details class="library-filters">
      <summary>{texts.library.filters}</summary>
      <Filters {...props} />
    </details>
  )
}

function Filters({ facets, selection, onChoose }: Props) {
  const values = facets === null ? null : valuesOf(facets)
  return (
    <>
      {values !== null &&
        facetNames
          .filter((name) => values[name].length > (selection[name] === '' ? 1 : 0))
          .map((name) => (
            <FacetGroup key={name} name={name} values={values[name]} selection={selection} onChoose={onChoose} />
          ))}
      <DateFields selection={selection} onChoose={onChoose} />
    </>
  )
}

const FEW = 6
/** The service tells no more. */
const MOST = 200

interface GroupProps extends Pick<Props, 'selection' | 'onChoose'> {
  readonly name: FacetName
  readonly values: readonly Facet[]
}

function FacetGroup({ name, values, selection, onChoose }: GroupProps) {
  const [showsAll, setShowsAll] = useState(false)
  const labels = texts.library
  const shown = showsAll ? values : values.slice(0, FEW)
  return (
    <section class="facet" aria-labelledby={`facet-${name}`}>
      <h2 id={`facet-${name}`}>{labels.facets[name]}</h2>
      <ul>
        {shown.map(({ value, articles }) => {
          const isChosen = isSame(value, selection[name])
          const target = { ...selection, [name]: isChosen ? '' : value }
          return (
            <li key={value}>
              <a
                href={addressFor(target)}
                aria-current={isChosen ? 'true' : undefined}
                onClick={(event) => openHere(event, () => onChoose(target))}
              >
                <bdi>{nameOfValue(name, value)}</bdi>
                <span class="count">{formatNumber(articles)}</span>
              </a>
            </li>
          )
        })}
      </ul>
      {values.length > FEW && (
        <button type="button" class="plain small" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? labels.showFewer : labels.showAll(formatNumber(values.length))}
        </button>
      )}
      {showsAll && values.length >= MOST && <p class="hint">{labels.mostShown(formatNumber(MOST))}</p>}
    </section>
  )
}

/** Names are compared as the service does: without regard to case and accents. */
const isSame = (one: string, other: string): boolean =>
  one.localeCompare(other, undefined, { sensitivity: 'base' }) === 0

/** For a time that is no bar of the chart; taken as soon as it is a date. */
function DateFields({ selection, onChoose }: Pick<Props, 'selection' | 'onChoose'>) {
  const [fields, setFields] = useState(selection)
  // A bar of the chart, or the way back, changes the dates from without.
  useEffect(() => setFields(selection), [selection.publishedFrom, selection.publishedTo])
  const apply = (event: Event) => {
    const form = event.currentTarget as HTMLFormElement
    event.preventDefault()
    if (form.checkValidity()) {
      onChoose({ ...selection, publishedFrom: fields.publishedFrom.trim(), publishedTo: fields.publishedTo.trim() })
    }
  }
  return (
    <form class="facet date-fields" onSubmit={apply} onChange={apply}>
      <DateField
        label={texts.filters.from}
        value={fields.publishedFrom}
        onChange={(publishedFrom) => setFields({ ...fields, publishedFrom })}
      />
      <DateField
        label={texts.filters.to}
        value={fields.publishedTo}
        onChange={(publishedTo) => setFields({ ...fields, publishedTo })}
      />
    </form>
  )
}
