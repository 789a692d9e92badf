import type { SourceLines, Span } from '../articles/article.js'

/** A piece of an article that is retrieved as one: about 100 words, whole sentences, inside one section. */
export interface Passage {
  /** Names article, text and span: `<article id>.<first 12 digits of textSha256>.<start>-<end>`. */
  readonly id: string
  readonly articleId: string
  readonly span: Span
  /** The article's slice at `span`. */
  readonly text: string
  /** Spans in the article, in order, without overlap; all that lies between them is white space. */
  readonly sentences: readonly Span[]
  /** The headings that the passage stands under, outermost first; the article's title is not among them. */
  readonly headings: readonly string[]
  /** The lines of the source file that hold it. */
  readonly sourceLines: SourceLines
}
