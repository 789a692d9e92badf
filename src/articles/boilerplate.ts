import type { BoilerplateKind } from './article.js'
import type { DraftBlock } from './article-text.js'

/** Sections of links to other articles, whatever they are called. */
const relatedHeading =
  /^(?:related(?: (?:coverage|articles|stories|posts|reading|content|links|topics|analysis|items))?|read (?:more|next|also)|see also|more (?:from|on|about|in) .{1,60}|more stories|you (?:may|might) also like.{0,20}|recommended(?: (?:for you|reading|articles|stories))?|most (?:read|popular)|up next|latest (?:news|articles|stories)):?$/i
/** Lists that are the article's own unless they hold nothing but links. */
const sourcesHeading = /^(?:sources?|references?|further reading|bibliography|links|notes and sources|works cited):?$/i
const relatedLine = /^(?:read (?:more|next|also)|also read|related|see also|more on this)\s*(?::|»|›|→)\s*\S/i
const creditLine =
  /^(?:(?:photo(?:graph)?|image|picture|illustration|video|graphic|cover|header)s? )?credits?\s*:\s*\S|^(?:photo(?:graph)?|image|illustration)s?(?::| by| courtesy) \S/i
const shareWords =
  /\b(?:share(?: (?:this|on|via|with)(?: (?:article|story|page|post))?)?|tweet|e-?mail|print|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|bluesky|threads|mastodon|pinterest|pocket|copy link|copy url|link|save|bookmark|subscribe|follow us|more)\b/gi

const maxLineLength = 200

/** Boilerplate that shows from a block's own words and its section, by index. */
export function findBoilerplate(drafts: readonly DraftBlock[]): Map<number, BoilerplateKind> {
  const found = new Map<number, BoilerplateKind>()
  for (const [index, draft] of drafts.entries()) {
    if (found.has(index)) continue
    const kind = kindOfLine(draft)
    if (kind !== null) found.set(index, kind)
    const links = linksUnder(drafts, index)
    if (links > 0) for (let offset = 0; offset <= links; offset += 1) found.set(index + offset, 'related-links')
  }
  return found
}

function kindOfLine({ text, kind }: DraftBlock): BoilerplateKind | null {
  if (text.length > maxLineLength || kind === 'code' || kind === 'table-row') return null
  if (kind !== 'list-item' && creditLine.test(text) && text.split(' ').length <= 20) return 'credit'
  if (isShareRow(text)) return 'share'
  return relatedLine.test(text) ? 'related-links' : null
}

/** A row of buttons: at least two of their names, or "share", and no other words. */
function isShareRow(text: string): boolean {
  if (text.length > 120) return false
  const names = text.match(shareWords)?.map((name) => name.toLowerCase()) ?? []
  const rest = text.replace(shareWords, '').replace(/[\s|·•,:&/+-]|\b(?:and|or|on|to|this|article|story)\b/gi, '')
  return rest === '' && names.some((name) => name.startsWith('share') || name === 'tweet' || names.length >= 3)
}

/** How many blocks after the heading at `index` are its links; 0 where it heads no such section. */
function linksUnder(drafts: readonly DraftBlock[], index: number): number {
  const { text, kind, isLink } = drafts[index]!
  if (text.length > 80 || isLink || kind === 'table-row' || kind === 'code') return 0
  const isSources = sourcesHeading.test(text)
  if (!isSources && !relatedHeading.test(text)) return 0
  let end = index + 1
  while (
    end < drafts.length &&
    !endsSection(drafts[end]!) &&
    (isSources ? drafts[end]!.isLink : looksLikeLink(drafts[end]!))
  )
    end += 1
  const isWhole = end === drafts.length || endsSection(drafts[end]!)
  return isSources && !isWhole ? 0 : end - index - 1
}

const endsSection = ({ kind, isLink }: DraftBlock): boolean => kind === 'heading' && !isLink

const looksLikeLink = ({ isLink, kind, text }: DraftBlock): boolean =>
  isLink ||
  (kind === 'list-item' && text.length <= 160) ||
  (kind === 'paragraph' && text.length <= 120 && !/[.!:;,]["”’)]?$/.test(text))
