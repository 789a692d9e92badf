import type { Article, ArticleMetadata, SourceLines, Span } from '../articles/article.js'

/** Names on the wire; docs/citations.md has the rules of each. */
export const referenceStyles = [
  'apa',
  'mla',
  'chicago-note',
  'chicago-short-note',
  'chicago-bibliography',
  'chicago-author-date',
  'harvard',
  'bibtex',
  'ris',
  'csl-json',
] as const
export type ReferenceStyle = (typeof referenceStyles)[number]

/** W3C Web Annotation selectors: together they find the quote again after the article was edited. */
export type Selector =
  | { readonly type: 'TextQuoteSelector'; readonly exact: string; readonly prefix: string; readonly suffix: string }
  | { readonly type: 'TextPositionSelector'; readonly start: number; readonly end: number }

/** The article as a citation shows it. */
export interface CitedArticle extends Omit<ArticleMetadata, 'standfirst' | 'series' | 'updated' | 'tags'> {
  readonly id: string
  readonly textSha256: string
  readonly sourceSha256: string
}

export function citedArticle(article: Pick<Article, 'id' | 'metadata' | 'textSha256' | 'sourceSha256'>): CitedArticle {
  const { title, authors, publisher, published, url, language, status } = article.metadata
  const { id, textSha256, sourceSha256 } = article
  return { id, title, authors, publisher, published, url, language, status, textSha256, sourceSha256 }
}

export interface Citation {
  /** 1-based; what `segments[].citations` refer to. */
  readonly marker: number
  /** The stored article's slice at `span`, read again for this answer. */
  readonly quote: string
  /** The quote cut at word borders to about 25 words, `[…]` where words are left out; the quote itself where it is short. */
  readonly shortQuote: string
  readonly verdict: 'exact'
  /** The words of the quote that answer, as a span within `quote`; null where no reader marked them. */
  readonly highlight: Span | null
  readonly articleId: string
  /** The passage in which the quote begins; null where none does (a title, a byline). */
  readonly passageId: string | null
  readonly span: Span
  readonly unit: 'utf-16'
  readonly sourceLines: SourceLines
  readonly article: CitedArticle
  readonly selectors: readonly Selector[]
  /** This service's own address of the quote. */
  readonly permalink: string
  /** The publisher's page, scrolled to the quote; null where the article has no address. */
  readonly link: string | null
  readonly reference: string
}
