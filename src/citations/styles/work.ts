import type { ArticleMetadata, EdtfDate } from '../../articles/article.js'
import { cleanAddress, cleanText } from '../clean-text.js'
import type { RichText } from '../rich-text.js'
import { type Name, nameOf, naturalName } from './names.js'
import { shortTitle, withoutLeadingArticle } from './titles.js'

/** An article as the styles see it: cleaned, and with the questions answered that all of them ask. */
export interface Work {
  readonly title: string | null
  readonly authors: readonly Name[]
  /** Where it appeared: a newspaper or a website; null where it is not known, or is the author. */
  readonly publication: string | null
  /** The publisher is one of the authors, so that `publication` is null. */
  readonly isPublishedByAuthor: boolean
  readonly published: EdtfDate | null
  /** Only where it is not also the day of publication. */
  readonly updated: EdtfDate | null
  readonly address: string | null
  readonly language: string | null
  readonly isRetracted: boolean
}

/** What a reference depends on beside the article. */
export interface Choices {
  /** The day on which the article was read; null where it is not known. */
  readonly accessed: EdtfDate | null
  /** A place in the article, in the words of the style, e.g. `para. 4`. */
  readonly pinpoint: string | null
  /** Tells works of one author and one year apart: `a`, `b`, …; empty where there is nothing to tell apart. */
  readonly yearLetter: string
  /** The entry above has the same authors. */
  readonly repeatsAuthors: boolean
  /** A short form keeps the whole title, because two works would be shortened to the same. */
  readonly wholeTitle: boolean
}

export const noChoices: Choices = {
  accessed: null,
  pinpoint: null,
  yearLetter: '',
  repeatsAuthors: false,
  wholeTitle: false,
}

export interface TextStyle {
  /** The entry of the bibliography; for notes, the first note. */
  reference(work: Work, choices: Choices): RichText
  /** How the text, or a later note, names a work that was cited before; without a full stop. */
  short(work: Work, choices: Choices): RichText
  /** What an entry is filed under: its authors, or what stands in their place. */
  filedUnder(work: Work): readonly string[]
  /** What decides among the works of one author. */
  readonly thenBy: 'title' | 'year' | 'date'
}

export function workOf(metadata: ArticleMetadata): Work {
  const { published, updated } = metadata
  const authors = metadata.authors.map(nameOf).filter((name) => name !== null)
  const publisher = cleanText(metadata.publisher ?? '')
  const isPublishedByAuthor = publisher !== '' && authors.some((name) => isSame(naturalName(name), publisher))
  return {
    title: cleanText(metadata.title ?? '') || null,
    authors,
    publication: publisher === '' || isPublishedByAuthor ? null : publisher,
    isPublishedByAuthor,
    published,
    updated: updated !== null && (published === null || updated > published) ? updated : null,
    address: cleanAddress(metadata.url),
    language: metadata.language,
    isRetracted: metadata.status === 'retracted',
  }
}

const isSame = (a: string, b: string): boolean => folded(a) === folded(b)
const folded = (name: string): string => withoutLeadingArticle(name).toLowerCase()

/** A title as a short form names it. */
export const shortForm = (title: string, { wholeTitle }: Choices): string => (wholeTitle ? title : shortTitle(title))
