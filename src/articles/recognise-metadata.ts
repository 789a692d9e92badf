import type { ArticleWarningCode, Author, BoilerplateKind, MetadataField } from './article.js'
import { comparable, type DraftBlock } from './article-text.js'
import { authorFromName } from './author-names.js'
import { findBiographies } from './biography.js'
import { findBoilerplate } from './boilerplate.js'
import { type Byline, readByline } from './byline.js'

/** A field that the text itself gives, and the words that give it: `length` code units at the start of block `block`. */
export interface Found {
  readonly value: string | readonly Author[]
  readonly block: number
  readonly length: number
}

/** What a messy text says about itself. Blocks are named by their index among the drafts. */
export interface Recognition {
  readonly fields: Readonly<Partial<Record<MetadataField, Found>>>
  readonly boilerplate: ReadonlyMap<number, BoilerplateKind>
  readonly problems: readonly { readonly code: ArticleWarningCode; readonly block: number; readonly problem: string }[]
}

interface Findings {
  readonly fields: Partial<Record<MetadataField, Found>>
  readonly boilerplate: Map<number, BoilerplateKind>
  readonly problems: { code: ArticleWarningCode; block: number; problem: string }[]
}

const maxHeaderBlocks = 10
const maxBreadcrumbs = 8

/**
 * Reads title, series, standfirst, byline, dates and author notes off a text. Careful rather than clever: what is not plainly there is left out.
 *
 * @param drafts in reading order; a heading of level 1 is what the format takes for a title.
 * @param statedTitle a title that the source states elsewhere; a heading is a title only if it is the same.
 */
export function recogniseMetadata(drafts: readonly DraftBlock[], statedTitle: string | null): Recognition {
  const found: Findings = { fields: {}, boilerplate: findBoilerplate(drafts), problems: [] }
  const afterBreadcrumbs = readBreadcrumbs(drafts, found)
  readHeader(drafts, afterBreadcrumbs, statedTitle, found)
  readBiographies(drafts, found)
  return found
}

/** How many blocks at the top lead to the article: a list of short labels, or one line with arrows. */
export function countBreadcrumbs(drafts: readonly DraftBlock[]): number {
  const end = drafts.findIndex((draft) => !isBreadcrumb(draft))
  return end > maxBreadcrumbs ? 0 : Math.max(end, 0)
}

const isBreadcrumb = ({ kind, text }: DraftBlock): boolean =>
  text.length <= 80 && ((kind === 'list-item' && !/[.!?:;,]$/.test(text)) || /^\S.{0,40}? [>›»] .{0,40}\S$/.test(text))

function readBreadcrumbs(drafts: readonly DraftBlock[], found: Findings): number {
  const count = countBreadcrumbs(drafts)
  // A list that opens an article and is followed by its text is the article's own; breadcrumbs lead to a title.
  if (drafts[count]?.kind !== 'heading') return 0
  for (let index = 0; index < count; index += 1) {
    found.boilerplate.set(index, 'breadcrumb')
    if (isSeries(drafts[index]!.text)) found.fields.series ??= whole(drafts, index)
  }
  return count
}

/** "PolicyWatch 4034", "Issue Brief No. 12": a name and a number that is no year. */
const isSeries = (text: string): boolean => {
  const number = /^\p{Lu}[\p{L}&' -]{2,40} (?:No\.? ?|#)?(\d{1,6})$/u.exec(text)?.[1]
  return number !== undefined && !/^(?:1[5-9]|20)\d\d$/.test(number)
}

const whole = (drafts: readonly DraftBlock[], block: number): Found => {
  const { text } = drafts[block]!
  return { value: text, block, length: text.length }
}

function readHeader(drafts: readonly DraftBlock[], start: number, statedTitle: string | null, found: Findings): void {
  let titleAt: number | null = null
  for (let index = start; index < Math.min(drafts.length, start + maxHeaderBlocks); index += 1) {
    if (found.boilerplate.has(index)) continue
    const draft = drafts[index]!
    if (titleAt === null && draft.kind === 'heading' && draft.level === 1) {
      if (!readTitle(drafts, index, statedTitle, found)) return
      titleAt = index
    } else if (!readBylineAt(drafts, index, found)) {
      if (titleAt !== index - 1 || !isStandfirst(drafts, index, found)) return
      found.fields.standfirst = whole(drafts, index)
    }
  }
}

function readTitle(drafts: readonly DraftBlock[], index: number, statedTitle: string | null, found: Findings): boolean {
  if (statedTitle !== null && comparable(statedTitle) !== comparable(drafts[index]!.text)) return false
  found.fields.title = whole(drafts, index)
  found.boilerplate.set(index, 'title')
  return true
}

function readBylineAt(drafts: readonly DraftBlock[], index: number, found: Findings): boolean {
  const { text, kind } = drafts[index]!
  const byline = kind === 'code' || kind === 'table-row' ? null : readByline(text)
  if (byline === null) return false
  found.boilerplate.set(index, 'byline')
  if (byline.problem !== null) found.problems.push({ code: 'INVALID_DATE', block: index, problem: byline.problem })
  const add = (field: MetadataField, value: Byline['authors'] | string | null): void => {
    if (value !== null && value.length > 0) found.fields[field] ??= { value, block: index, length: text.length }
  }
  add('authors', byline.authors)
  add('published', byline.published)
  add('updated', byline.updated)
  add('publisher', byline.publisher)
  return true
}

/**
 * One sentence right under the title is a standfirst where a byline parts it from the text, or where the paragraph after it is of another
 * make: longer, and of several sentences. Articles that are written in paragraphs of one sentence have none.
 */
function isStandfirst(drafts: readonly DraftBlock[], index: number, found: Findings): boolean {
  const [draft, next] = [drafts[index]!, drafts[index + 1]]
  if (draft.kind !== 'paragraph' || draft.text.length < 30 || draft.text.length > 320 || next === undefined)
    return false
  if (found.boilerplate.get(index + 1) === 'credit' || readByline(next.text) !== null)
    return countSentences(draft.text) <= 2
  return (
    next.kind === 'paragraph' &&
    countSentences(draft.text) === 1 &&
    countSentences(next.text) >= 2 &&
    next.text.length >= 1.5 * draft.text.length
  )
}

// An end counts only after a small letter, a digit or a closing mark, so that "U.S. messaging" and "J. Doe" end nothing.
const countSentences = (text: string): number =>
  text.match(/[\p{Ll}\p{Lo}\d)”"’'][.!?…。！？]+["”’')]*(?=\s|$)/gu)?.length ?? 0

function readBiographies(drafts: readonly DraftBlock[], found: Findings): void {
  const { blocks, names } = findBiographies(drafts, (index) => found.boilerplate.has(index))
  for (const block of blocks) found.boilerplate.set(block, 'biography')
  const [first] = names
  if (first === undefined || found.fields.authors !== undefined) return
  const authors = names.map(({ name }) => authorFromName(name))
  found.fields.authors = { value: authors, block: first.block, length: first.name.length }
}
