import { formatDate } from '../formats.js'
import { openHere } from '../frame/open-here.js'
import { texts } from '../texts.js'
import { facetNames, nameOfValue } from './facet-values.js'
import { addressFor, allDates, askAddress, isNarrowed, type Selection } from './selection.js'

interface Props {
  readonly selection: Selection
  readonly onChoose: (selection: Selection) => void
  readonly onClear: () => void
}

/** What narrows the list, each with a way to take it away. */
export function ChosenFilters({ selection, onChoose, onClear }: Props) {
  if (!isNarrowed(selection)) return null
  const chosen = chosenOf(selection)
  const asking = askAddress(selection)
  return (
    <div class="chosen">
      <ul aria-label={texts.library.chosen}>
        {chosen.map(({ name, without }) => (
          <li key={name}>
            <a
              class="chip"
              href={addressFor(without)}
              aria-label={texts.library.remove(name)}
              onClick={(event) => openHere(event, () => onChoose(without))}
            >
              <bdi>{name}</bdi> <span aria-hidden="true">×</span>
            </a>
          </li>
        ))}
      </ul>
      {chosen.length > 1 && (
        <button type="button" class="small" onClick={onClear}>
          {texts.library.clear}
        </button>
      )}
      {asking !== null && <a href={asking}>{texts.library.askThese}</a>}
    </div>
  )
}

interface Chosen {
  readonly name: string
  readonly without: Selection
}

function chosenOf(selection: Selection): Chosen[] {
  const chosen: Chosen[] = []
  if (selection.query !== '') chosen.push({ name: `“${selection.query}”`, without: { ...selection, query: '' } })
  for (const name of facetNames) {
    if (selection[name] === '') continue
    chosen.push({ name: nameOfValue(name, selection[name]), without: { ...selection, [name]: '' } })
  }
  const dates = datesOf(selection)
  if (dates !== null) chosen.push({ name: dates, without: { ...selection, ...allDates } })
  return chosen
}

function datesOf({ publishedFrom, publishedTo }: Selection): string | null {
  const labels = texts.library.dates
  if (publishedFrom === '') return publishedTo === '' ? null : labels.to(formatDate(publishedTo))
  if (publishedTo === '') return labels.from(formatDate(publishedFrom))
  return publishedFrom === publishedTo
    ? formatDate(publishedFrom)
    : labels.between(formatDate(publishedFrom), formatDate(publishedTo))
}
