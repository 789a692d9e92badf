import type { Block, BlockKind, Span } from '../articles/article.js'
import { paragraphSpans, sentenceSpans, trimmed } from './sentences.js'

const maxCodeLines = 8

/**
 * The sentences of one block, as spans of `text`; only white space lies between them.
 * Code has no sentences: it is cut at blank lines and after every eighth line. A table row is one sentence.
 */
export function blockSentences(text: string, block: Pick<Block, 'kind' | 'span'>): Span[] {
  return cutters[block.kind](text, block.span)
}

type Cutter = (text: string, span: Span) => Span[]

const whole: Cutter = (text, span) => [trimmed(text, span)].filter(({ start, end }) => start < end)

const lineGroups: Cutter = (text, span) =>
  paragraphSpans(text, span).flatMap((group) => {
    const groups: Span[] = []
    let start = group.start
    let lines = 0
    for (const { index } of text.slice(group.start, group.end).matchAll(/\n/g)) {
      if (++lines % maxCodeLines !== 0) continue
      groups.push(...whole(text, { start, end: group.start + index }))
      start = group.start + index
    }
    return [...groups, ...whole(text, { start, end: group.end })]
  })

const cutters: Readonly<Record<BlockKind, Cutter>> = {
  heading: whole,
  'table-row': whole,
  code: lineGroups,
  paragraph: sentenceSpans,
  'list-item': sentenceSpans,
  quotation: sentenceSpans,
}
