/** A half-open range [start, end) of UTF-16 code units in an article's `text`; never inside a surrogate pair. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A range of lines in the source file, 1-based, both ends included. */
export interface SourceLines {
  readonly first: number
  readonly last: number
}

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'quotation' | 'table-row' | 'code'

/** What a block is when it is not content: quotable, but not retrieved. */
export type BoilerplateKind = 'title' | 'byline' | 'breadcrumb' | 'credit' | 'related-links' | 'share' | 'biography'

/** A piece of an article as a reader sees it; `text.slice(span.start, span.end)` is its text. Blocks are in reading order and do not overlap. */
export interface Block {
  readonly kind: BlockKind
  /** 1 to 6 for a heading, null otherwise. */
  readonly level: number | null
  readonly span: Span
  readonly sourceLines: SourceLines
  readonly boilerplate: BoilerplateKind | null
}

/** A person by parts where the parts are known, else (and for organisations) one name as it is written. */
export type Author = { readonly given: string; readonly family: string } | { readonly literal: string }

/** An EDTF level 0 date, as precise as its source and no more: `2026`, `2026-02` or `2026-02-14`. */
export type EdtfDate = string

export type ArticleStatus = 'current' | 'retracted'

/** What is known about an article. What its source does not say is null, never guessed. */
export interface ArticleMetadata {
  readonly title: string | null
  readonly standfirst: string | null
  readonly authors: readonly Author[]
  readonly publisher: string | null
  readonly series: string | null
  readonly published: EdtfDate | null
  readonly updated: EdtfDate | null
  /** http(s) only. */
  readonly url: string | null
  /** BCP 47, e.g. `en`. */
  readonly language: string | null
  readonly tags: readonly string[]
  readonly status: ArticleStatus
}

export type MetadataField = keyof ArticleMetadata

/** Where a metadata field was read. `key` is the front matter, side-car, meta or JSON-LD key; `span` the words in `text`. */
export interface Evidence {
  readonly source: 'front-matter' | 'side-car' | 'html-meta' | 'json-ld' | 'html' | 'text' | 'file-name'
  readonly key: string | null
  readonly span: Span | null
  readonly sourceLines: SourceLines | null
}

/** Something that was understood in part: the article is kept and the reader is told. */
export interface ArticleWarning {
  /** Stable, e.g. `INVALID_DATE`; the list is in docs/errors.md. */
  readonly code: ArticleWarningCode
  readonly path: string
  readonly line: number | null
  readonly message: string
}

export const articleWarningCodes = [
  'INVALID_DATE',
  'INVALID_URL',
  'INVALID_FIELD',
  'UNKNOWN_FIELD',
  'ENCODING_CONVERTED',
  'LINK_SKIPPED',
  'FILE_SKIPPED',
  'ARTICLE_WITHDRAWN',
] as const
export type ArticleWarningCode = (typeof articleWarningCodes)[number]

export interface Article {
  /** A URL-safe slug, unchanged when title, address or text change. */
  readonly id: string
  /** Former ids and the article's own address. */
  readonly aliases: readonly string[]
  /** Path inside the corpus, with `/` between its parts. */
  readonly sourcePath: string
  readonly mediaType: string
  /** What a reader sees; made once, where the blocks are made. */
  readonly text: string
  /** SHA-256, lower-case hex, of `text` in UTF-8. */
  readonly textSha256: string
  /** SHA-256, lower-case hex, of the source file's bytes. */
  readonly sourceSha256: string
  readonly metadata: ArticleMetadata
  /** Only of fields that were found. */
  readonly evidence: Readonly<Partial<Record<MetadataField, Evidence>>>
  readonly blocks: readonly Block[]
}
