import { type DraftBlock, draftBlock } from './article-text.js'
import { readByline } from './byline.js'
import { composeArticle } from './compose-article.js'
import type { ArticleFormat } from './format.js'
import { countBreadcrumbs } from './recognise-metadata.js'
import { unwrapLines, type WholeLine } from './unwrap-lines.js'

/** Text without markup, as people type it and scrapers leave it. */
export const plainText: ArticleFormat = {
  mediaType: 'text/plain',
  extensions: ['.txt', '.text'],
  claims: () => false,
  parse({ path, text }) {
    const drafts = markTitle(markHeadings(unwrapLines(text).map(readLine)))
    return composeArticle({ path, drafts, statements: [], statedId: null, aliases: [], warnings: [] })
  },
}

const bullet = /^\s*[-*•‣◦·]\s+(?=\S)/
const numbered = /^\s*\d{1,3}[.)]\s+(?=\S)/
const address = /^https?:\/\/\S+$/

// A number is a list's only beside another; alone it may be a year or the number of a chapter, and stays in the text.
function readLine(line: WholeLine, index: number, lines: readonly WholeLine[]): DraftBlock {
  const isNumbered =
    numbered.test(line.text) && [lines[index - 1], lines[index + 1]].some((other) => other && numbered.test(other.text))
  const marker = bullet.exec(line.text) ?? (isNumbered ? numbered.exec(line.text) : null)
  const words = line.text.slice(marker?.[0].length ?? 0)
  return draftBlock(marker ? 'list-item' : 'paragraph', words, line.sourceLines, { isLink: address.test(words.trim()) })
}

const maxHeadingLength = 80
const maxHeadingWords = 12

/** Short lines without an end mark that stand before longer text are headings. */
const markHeadings = (drafts: readonly DraftBlock[]): DraftBlock[] =>
  drafts.map((draft, index) => {
    const next = drafts[index + 1]
    return next !== undefined && canBeHeading(draft) && isText(next)
      ? { ...draft, kind: 'heading' as const, level: 2 }
      : draft
  })

const canBeHeading = ({ kind, text, isLink }: DraftBlock): boolean =>
  kind === 'paragraph' &&
  !isLink &&
  text.length <= maxHeadingLength &&
  text.split(' ').length <= maxHeadingWords &&
  /^["“‘'«¿]?[\p{Lu}\p{Lt}\p{Lo}\d]/u.test(text) &&
  !/[.,;:!…。，]["”’')]?$/.test(text) &&
  readByline(text) === null

const isText = ({ kind, text }: DraftBlock): boolean =>
  kind === 'list-item' || text.length > maxHeadingLength || /[.!?…。]["”’')]?$/.test(text)

const maxTitleLength = 200
const maxTitleWords = 30

/** The first line is the title where it looks like one and a text follows; breadcrumbs may stand before it. */
function markTitle(drafts: readonly DraftBlock[]): DraftBlock[] {
  const at = countBreadcrumbs(drafts)
  return drafts.map((draft, index) =>
    index === at && canBeTitle(draft, drafts.slice(at + 1, at + 12))
      ? { ...draft, kind: 'heading' as const, level: 1 }
      : draft,
  )
}

function canBeTitle({ kind, text, sourceLines, isLink }: DraftBlock, following: readonly DraftBlock[]): boolean {
  if (kind === 'list-item' || isLink || sourceLines.first !== sourceLines.last) return false
  if (text.length > maxTitleLength || text.split(' ').length > maxTitleWords) return false
  if (!/^["“‘'«¿]?[\p{Lu}\p{Lt}\p{Lo}\d]/u.test(text) || readByline(text) !== null) return false
  if (/[.,;:…。，]["”’')]?$/.test(text) && !/(?:\p{Lu}\.){2}$/u.test(text)) return false
  return following.some((other) => other.text.length > text.length && isText(other) && other.kind !== 'list-item')
}
