import { type CitedWork, yearLetters } from './bibliography.js'
import type { ReferenceStyle } from './citation.js'
import { choicesOf, isDataStyle, type ReferenceOptions, textStyles } from './format-reference.js'
import { groupedBy } from './grouped-by.js'
import { inMarkup, type Markup } from './markup.js'
import { plainText, type RichText, upright } from './rich-text.js'
import { stopInQuotes } from './styles/titles.js'
import { type Choices, type TextStyle, type Work, workOf } from './styles/work.js'

export interface CitedPlace extends CitedWork {
  /** A place in the article in the style's words, e.g. `para. 4`. */
  readonly pinpoint?: string | null | undefined
  /** Whether a note of the text's own stands between this one and the one before, so that "Ibid." would mean that. */
  readonly isAfterAnother?: boolean | undefined
}

export interface NotesOptions extends Pick<ReferenceOptions, 'accessed' | 'markup'> {
  /** What a note says that cites the same article as the one before: the short form (as Chicago's 17th edition prefers, 14.34) or "Ibid." */
  readonly repeated?: 'short' | 'ibid' | undefined
}

/**
 * The text of each note, in the order of the citations: the first of an article in full, later ones short.
 * Formats for programs have no notes; with them the notes are Chicago's.
 */
export function footnotes(cited: readonly CitedPlace[], style: ReferenceStyle, options: NotesOptions = {}): string[] {
  const textStyle = textStyles[isDataStyle(style) || style === 'chicago-bibliography' ? 'chicago-note' : style]
  const isAlwaysShort = style === 'chicago-short-note'
  const { repeated = 'short', markup = 'plain' satisfies Markup } = options
  const letters = yearLetters(cited, textStyle)
  const works = new Map(cited.map(({ id, metadata }) => [id, workOf(metadata)]))
  const sameWhenShort = ambiguous(works, textStyle, letters)
  const seen = new Set<string>()
  return cited.map((place, i) => {
    const work = works.get(place.id)!
    const choices: Choices = {
      ...choicesOf({ accessed: options.accessed, pinpoint: place.pinpoint }),
      yearLetter: letters.get(place.id) ?? '',
      wholeTitle: sameWhenShort.has(place.id),
    }
    const isFirst = !seen.has(place.id)
    seen.add(place.id)
    const isSame = cited[i - 1]?.id === place.id && place.isAfterAnother !== true
    if (repeated === 'ibid' && isSame) return inMarkup(ibid(choices), markup)
    return inMarkup(
      isFirst && !isAlwaysShort ? textStyle.reference(work, choices) : stopInQuotes(textStyle.short(work, choices)),
      markup,
    )
  })
}

const ibid = ({ pinpoint }: Choices): RichText => upright(pinpoint === null ? 'Ibid.' : `Ibid., ${pinpoint}.`)

/** The ids of works whose short forms would be the same. */
function ambiguous(
  works: ReadonlyMap<string, Work>,
  style: TextStyle,
  letters: ReadonlyMap<string, string>,
): Set<string> {
  const shortForms = groupedBy(works, ([id, work]) =>
    plainText(style.short(work, { ...choicesOf({}), yearLetter: letters.get(id) ?? '' })),
  )
  return new Set(shortForms.filter((same) => same.length > 1).flatMap((same) => same.map(([id]) => id)))
}
