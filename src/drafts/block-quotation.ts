import type { Span } from '../articles/article.js'
import { collapseWhiteSpace } from '../articles/article-text.js'
import { trimmed } from '../passages/sentences.js'
import { withoutMarkup } from '../quotes/without-markup.js'
import { sayingOfQuotation } from './attributions.js'
import { isCited, NO_WORDS } from './citation-marks.js'
import type { DraftSentence } from './draft.js'
import { draftQuotations } from './draft-quotations.js'

/** `— Anna Berg, 2026`: the last line of a block quotation. */
const SIGNATURE = /(?:^|\n)[ \t]*(?:—|–|--)[ \t]*(?<name>\p{Lu}[^,\n(]{1,80})[^\n]*$/u

/** A block quotation is one sentence: it quotes, and claims nothing itself. Who says it stands below, or before it. */
export function blockQuotation(draft: string, span: Span, before: string): DraftSentence[] {
  const written = draft.slice(span.start, span.end)
  const signature = SIGNATURE.exec(written.replace(/\n[ \t]*>[ \t]?/g, (mark) => `\n${' '.repeat(mark.length - 1)}`))
  const body = trimmed(draft, { start: span.start, end: span.start + (signature?.index ?? written.length) })
  const words = withoutMarkup(draft.slice(body.start, body.end), body.start, NO_WORDS)
  const quoted = trimmed(words.plain, { start: 0, end: words.plain.length })
  if (quoted.start >= quoted.end) return []
  const name = signature?.groups?.name?.trim() ?? null
  const introduced = sayingOfQuotation(`${before}\n“`, { start: before.length + 2, end: before.length + 2 }, 0)
  const saying = name === null ? introduced : { name: { text: name, span }, span }
  return [
    {
      span,
      noteAt: body.end,
      text: collapseWhiteSpace(words.plain),
      quotations: draftQuotations(draft, words, quoted, saying, body.end),
      attributions:
        name === null ? [] : [{ kind: 'author', claimed: name, value: name, span: nameSpan(draft, span, name) }],
      claim: null,
      isCheckable: true,
      isCited: isCited(written, words.plain),
    },
  ]
}

function nameSpan(draft: string, { start, end }: Span, name: string): Span {
  const at = draft.lastIndexOf(name, end)
  return at < start ? { start, end } : { start: at, end: at + name.length }
}
