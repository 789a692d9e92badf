import { useRef, useState } from 'preact/hooks'
import { formatDate, formatNumber } from '../formats.js'
import { openHere } from '../frame/open-here.js'
import { plural, texts } from '../texts.js'
import { type DateBin, type DateBins, dateBins, isChosen } from './date-bins.js'
import type { LibraryFacets } from './library-facets.js'
import { addressFor, allDates, type Selection } from './selection.js'

interface Props {
  /** Of the selection at any time. */
  readonly facets: LibraryFacets
  readonly selection: Selection
  readonly onChoose: (selection: Selection) => void
}

const HEIGHT = 48
/** A bin with few articles is still seen. */
const LEAST_HEIGHT = 2
const BAR = 10
const GAP = 2

/** When the articles were published; each bar is a link to those of its time. The table says the same in words. */
export function DateChart({ facets, selection, onChoose }: Props) {
  const labels = texts.library.dates
  const shown = dateBins(facets.published, selection)
  const isDated = selection.publishedFrom !== '' || selection.publishedTo !== ''
  if (shown.bins.length < 2 && !isDated) return null
  const hasBars = shown.bins.some(({ articles }) => articles > 0)
  const all = { ...selection, ...allDates }
  const notes = [
    shown.yearOnly > 0 && labels.yearOnly(formatNumber(shown.yearOnly)),
    !isDated && facets.undated > 0 && labels.undated(formatNumber(facets.undated)),
  ].filter((note) => note !== false)
  return (
    <section class="dates" aria-labelledby="dates-title">
      <div class="dates-bar">
        <h2 id="dates-title">
          {labels.title}
          {shown.within !== null && <span class="hint"> {yearsOf(shown.within)}</span>}
        </h2>
        {isDated && (
          <a href={addressFor(all)} onClick={(event) => openHere(event, () => onChoose(all))}>
            {labels.all}
          </a>
        )}
      </div>
      {hasBars && <Bars shown={shown} selection={selection} onChoose={onChoose} />}
      <div class="dates-foot">
        {hasBars && <AsTable shown={shown} selection={selection} onChoose={onChoose} />}
        {notes.length > 0 && <p class="facts">{notes.join(' · ')}</p>}
      </div>
    </section>
  )
}

interface BinsProps extends Pick<Props, 'selection' | 'onChoose'> {
  readonly shown: DateBins
}

/** One stop for the Tab key, however many bars there are. */
function Bars({ shown, selection, onChoose }: BinsProps) {
  const chart = useRef<SVGSVGElement>(null)
  const { bins } = shown
  const chosen = bins.findIndex((bin) => isChosen(bin, selection))
  const [moved, setMoved] = useState<{ readonly bins: string; readonly at: number } | null>(null)
  const key = `${bins[0]!.from} ${bins.length}`
  const at = moved?.bins === key ? moved.at : Math.max(chosen, 0)
  const most = Math.max(...bins.map(({ articles }) => articles), 1)
  const onKeyDown = (event: KeyboardEvent) => {
    const to = barAt(event.key, at, bins.length)
    if (to === null) return
    event.preventDefault()
    setMoved({ bins: key, at: to })
    chart.current!.querySelectorAll('a')[to]!.focus()
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset. */}
      <svg
        ref={chart}
        role="group"
        aria-labelledby="dates-title dates-summary"
        aria-describedby="dates-keys"
        viewBox={`0 0 ${bins.length * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        onKeyDown={onKeyDown}
      >
        {bins.map((bin, i) => (
          <Bar
            key={bin.from}
            bin={bin}
            x={i * BAR}
            height={bin.articles === 0 ? 0 : Math.max((bin.articles / most) * HEIGHT, LEAST_HEIGHT)}
            isStop={i === at}
            selection={selection}
            onChoose={onChoose}
          />
        ))}
      </svg>
      <p class="dates-ends facts" aria-hidden="true">
        <span>{nameOf(bins[0]!)}</span>
        <span>{bins.length > 1 && nameOf(bins.at(-1)!)}</span>
      </p>
      <p id="dates-summary" class="visually-hidden">
        {summaryOf(shown)}
      </p>
      <p id="dates-keys" class="visually-hidden">
        {texts.library.dates.keys}
      </p>
    </>
  )
}

interface BarProps extends Pick<Props, 'selection' | 'onChoose'> {
  readonly bin: DateBin
  readonly x: number
  readonly height: number
  readonly isStop: boolean
}

function Bar({ bin, x, height, isStop, selection, onChoose }: BarProps) {
  const name = texts.library.dates.bar(nameOf(bin), articlesOf(bin))
  const target = choosing(bin, selection)
  return (
    <a
      href={addressFor(target)}
      aria-label={name}
      aria-current={isChosen(bin, selection) ? 'true' : undefined}
      tabIndex={isStop ? 0 : -1}
      onClick={(event) => openHere(event, () => onChoose(target))}
    >
      <title>{name}</title>
      <rect class="bar-space" x={x} y={0} width={BAR} height={HEIGHT} />
      <rect class="bar" x={x + GAP / 2} y={HEIGHT - height} width={BAR - GAP} height={height} />
    </a>
  )
}

function AsTable({ shown, selection, onChoose }: BinsProps) {
  const labels = texts.library.dates
  return (
    <details class="as-table">
      <summary>{labels.table}</summary>
      <table>
        <caption class="visually-hidden">{labels.title}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.library.published}</th>
            <th scope="col">{texts.library.list}</th>
          </tr>
        </thead>
        <tbody>
          {shown.bins
            .filter(({ articles }) => articles > 0)
            .map((bin) => {
              const target = choosing(bin, selection)
              return (
                <tr key={bin.from}>
                  <th scope="row">
                    <a href={addressFor(target)} onClick={(event) => openHere(event, () => onChoose(target))}>
                      {nameOf(bin)}
                    </a>
                  </th>
                  <td>{formatNumber(bin.articles)}</td>
                </tr>
              )
            })}
        </tbody>
      </table>
    </details>
  )
}

/** The articles of a bar's time; of the month that is chosen, those of its year again. */
function choosing(bin: DateBin, selection: Selection): Selection {
  if (!isChosen(bin, selection)) return { ...selection, publishedFrom: bin.from, publishedTo: bin.to }
  const year = bin.from.slice(0, 4)
  return { ...selection, publishedFrom: year, publishedTo: year }
}

function barAt(key: string, at: number, length: number): number | null {
  if (key === 'ArrowRight') return Math.min(at + 1, length - 1)
  if (key === 'ArrowLeft') return Math.max(at - 1, 0)
  if (key === 'Home') return 0
  return key === 'End' ? length - 1 : null
}

const nameOf = ({ from, to }: DateBin): string =>
  from === to ? formatDate(from) : texts.library.dates.decade(formatDate(from), formatDate(to))

function yearsOf({ first, last }: { readonly first: number; readonly last: number }): string {
  const [from, to] = [first, last].map((year) => formatDate(String(year).padStart(4, '0')))
  return from === to ? from! : texts.library.dates.decade(from!, to!)
}

const articlesOf = ({ articles }: DateBin): string => plural(articles, texts.counts.article, texts.counts.articles)

function summaryOf({ bins, unit }: DateBins): string {
  const labels = texts.library.dates
  const most = bins.reduce((best, bin) => (bin.articles > best.articles ? bin : best))
  return labels.summary(nameOf(bins[0]!), nameOf(bins.at(-1)!), labels.units[unit], nameOf(most), articlesOf(most))
}
