import { createHash } from 'node:crypto'
import type { Block, BlockKind, BoilerplateKind } from '../../src/articles/article.js'
import type { SplittableArticle } from '../../src/passages/split-passages.js'

export interface ExampleBlock {
  readonly kind: BlockKind
  readonly text: string
  readonly level?: number
  readonly boilerplate?: BoilerplateKind
}

/** An article whose text is the blocks with `between` between them; a block's line in the source is its number, from 1. */
export function exampleArticle(
  parts: readonly ExampleBlock[],
  { title = null, between = '\n\n' }: { readonly title?: string | null; readonly between?: string } = {},
): SplittableArticle {
  const blocks: Block[] = []
  let text = ''
  for (const { kind, text: content, level = null, boilerplate = null } of parts) {
    if (text !== '') text += between
    const span = { start: text.length, end: text.length + content.length }
    const line = blocks.length + 1
    blocks.push({ kind, level, span, boilerplate, sourceLines: { first: line, last: line } })
    text += content
  }
  return {
    id: 'example',
    text,
    textSha256: createHash('sha256').update(text).digest('hex'),
    metadata: { title },
    blocks,
  }
}

export const heading = (text: string, level: number): ExampleBlock => ({ kind: 'heading', text, level })
export const paragraph = (...sentenceWords: readonly number[]): ExampleBlock => ({
  kind: 'paragraph',
  text: sentencesOf(sentenceWords),
})
export const listItem = (...sentenceWords: readonly number[]): ExampleBlock => ({
  kind: 'list-item',
  text: sentencesOf(sentenceWords),
})

/** One sentence for each number, of that many words. */
const sentencesOf = (sentenceWords: readonly number[]): string =>
  sentenceWords.map((words) => `${['Word', ...Array<string>(words - 1).fill('word')].join(' ')}.`).join(' ')
