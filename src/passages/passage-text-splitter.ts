import { Document } from '@langchain/core/documents'
import { TextSplitter, type TextSplitterChunkHeaderOptions } from '@langchain/textsplitters'
import type { Block } from '../articles/article.js'
import { paragraphSpans } from './sentences.js'
import { countWords, type SplitOptions, splitArticle } from './split-passages.js'

export interface PassageTextSplitterParams {
  /** What a chunk's length should be near to; 100 unless told. */
  readonly targetWords: number
  /** Counts tokens for `maxTokens`; words unless told. */
  readonly countTokens: SplitOptions['countTokens']
  /** The most tokens of a chunk, save of a single longer sentence; 250 unless told. */
  readonly maxTokens: number
}

/** A chunk is `text.slice(start, end)`; lines are 1-based, both ends included. */
interface Chunk {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly lines: { readonly from: number; readonly to: number }
}

/**
 * Attest's passages for users of LangChain: whole sentences, paragraphs (between blank lines) kept whole where they fit.
 * Unlike LangChain's own splitters it knows where each chunk lies, in repeated text too. Chunks do not overlap.
 */
export class PassageTextSplitter extends TextSplitter {
  static override lc_name(): string {
    return 'PassageTextSplitter'
  }

  private readonly options: SplitOptions

  constructor({
    targetWords = 100,
    countTokens = countWords,
    maxTokens = 250,
  }: Partial<PassageTextSplitterParams> = {}) {
    super({ chunkSize: maxTokens, chunkOverlap: 0, lengthFunction: countTokens })
    this.options = { targetWords, countTokens, passageBudget: () => maxTokens }
  }

  override async splitText(text: string): Promise<string[]> {
    return this.chunks(text).map((chunk) => chunk.text)
  }

  /**
   * @returns documents whose metadata has, besides what was given, `start` and `end` (UTF-16 code units, half open, into
   * the text that was split, whatever header stands before the chunk) and `loc.lines` as LangChain writes it.
   */
  override async createDocuments(
    texts: string[],
    metadatas: Record<string, unknown>[] = [],
    {
      chunkHeader = '',
      chunkOverlapHeader = "(cont'd) ",
      appendChunkOverlapHeader = false,
    }: TextSplitterChunkHeaderOptions = {},
  ): Promise<Document[]> {
    return texts.flatMap((text, i) =>
      this.chunks(text).map((chunk, number) => {
        const continued = appendChunkOverlapHeader && number > 0 ? chunkOverlapHeader : ''
        return new Document({
          pageContent: chunkHeader + continued + chunk.text,
          metadata: located(metadatas[i] ?? {}, chunk),
        })
      }),
    )
  }

  override async splitDocuments(
    documents: Document[],
    header: TextSplitterChunkHeaderOptions = {},
  ): Promise<Document[]> {
    return this.createDocuments(
      documents.map(({ pageContent }) => pageContent),
      documents.map(({ metadata }) => metadata),
      header,
    )
  }

  private chunks(text: string): Chunk[] {
    const article = { id: 'text', text, textSha256: '', metadata: { title: null }, blocks: paragraphBlocks(text) }
    const lineOf = lineCounter(text)
    return splitArticle(article, this.options).map((passage) => {
      const { start, end } = passage.span
      return { text: passage.text, start, end, lines: { from: lineOf(start), to: lineOf(end) } }
    })
  }
}

function located(metadata: Record<string, unknown>, { start, end, lines }: Chunk): Record<string, unknown> {
  const loc = typeof metadata.loc === 'object' ? metadata.loc : null
  return { ...metadata, start, end, loc: { ...loc, lines } }
}

const paragraphBlocks = (text: string): Block[] =>
  paragraphSpans(text, { start: 0, end: text.length }).map((span) => ({
    kind: 'paragraph',
    level: null,
    span,
    sourceLines: { first: 1, last: 1 },
    boilerplate: null,
  }))

/** The 1-based line of an offset; offsets must be asked for in rising order, so that the text is read once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let newline = text.indexOf('\n')
  return (offset) => {
    while (newline !== -1 && newline < offset) {
      line++
      newline = text.indexOf('\n', newline + 1)
    }
    return line
  }
}
