import type { ArticleMetadata, ArticleWarning, Block, Evidence, MetadataField } from './article.js'

/** A source file, decoded. Lines end in `\n`; a byte order mark is gone; offsets are UTF-16 code units. */
export interface SourceText {
  /** Path inside the corpus: for messages, and for nothing else. */
  readonly path: string
  readonly text: string
}

/** What a format reads out of a file; ids, hashes and side-cars are added by the caller. */
export interface ParsedText {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly metadata: ArticleMetadata
  readonly evidence: Readonly<Partial<Record<MetadataField, Evidence>>>
  /** An id that the source itself states (front matter `id`), null otherwise. */
  readonly statedId: string | null
  readonly aliases: readonly string[]
  readonly warnings: readonly ArticleWarning[]
}

/** One way of writing articles down. Stateless, synchronous, linear in the length of its input. */
export interface ArticleFormat {
  readonly mediaType: string
  /** Lower case, with the dot. */
  readonly extensions: readonly string[]
  /** True where the text shows by itself that it is written in this format, whatever its file is called. */
  claims(source: SourceText): boolean
  /** @throws {ArticleError} where nothing readable is left; anything less is a warning. */
  parse(source: SourceText): ParsedText
}
