import type { Block, BlockKind, BoilerplateKind, SourceLines } from './article.js'

/** A block before the article's text exists: what a format reads, in reading order. */
export interface DraftBlock {
  readonly kind: BlockKind
  readonly level: number | null
  /** White space is one space each; in code, line breaks and indents stay. Never blank once in a list of drafts. */
  readonly text: string
  readonly sourceLines: SourceLines
  readonly boilerplate: BoilerplateKind | null
  /** All its words are one link, or an address. */
  readonly isLink: boolean
}

type DraftDetails = Partial<Pick<DraftBlock, 'level' | 'boilerplate' | 'isLink'>>

export const draftBlock = (
  kind: BlockKind,
  rawText: string,
  sourceLines: SourceLines,
  details: DraftDetails = {},
): DraftBlock => ({
  kind,
  level: null,
  boilerplate: null,
  isLink: false,
  ...details,
  text: kind === 'code' ? trimBlankLines(rawText) : collapseWhiteSpace(rawText),
  sourceLines,
})

export const isBlank = (draft: DraftBlock): boolean => draft.text.trim() === ''

/** For comparing two writings of one title or name: case, white space, quote marks and dashes do not count. */
export const comparable = (text: string): string =>
  collapseWhiteSpace(
    text
      .normalize('NFKC')
      .replace(/[‘’‛`´]/g, "'")
      .replace(/[“”„]/g, '"')
      .replace(/[‐-―]/g, '-'),
  ).toLowerCase()

export const collapseWhiteSpace = (text: string): string => text.replace(/\s+/g, ' ').trim()

const trimBlankLines = (text: string): string => {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  return first < 0 ? '' : lines.slice(first, last + 1).join('\n')
}

/**
 * Makes the article's text and the spans in it, the only place where either is made.
 *
 * @param drafts none of them blank.
 * @returns one block a draft, in the same order.
 */
export function layOutText(drafts: readonly DraftBlock[]): { text: string; blocks: Block[] } {
  const parts: string[] = []
  const blocks: Block[] = []
  let length = 0
  const append = (part: string): void => {
    parts.push(part)
    length += part.length
  }
  for (const [index, draft] of drafts.entries()) {
    if (index > 0) append(separator(drafts[index - 1]!.kind, draft.kind))
    const start = length
    append(draft.text)
    const { kind, level, sourceLines, boilerplate } = draft
    blocks.push({ kind, level, span: { start, end: length }, sourceLines, boilerplate })
  }
  return { text: parts.join(''), blocks }
}

const separator = (before: BlockKind, after: BlockKind): string =>
  before === after && (after === 'list-item' || after === 'table-row') ? '\n' : '\n\n'
