import type { ArticleStatus } from './articles/article.js'
import { nameOf } from './articles/author-names.js'
import { foldText } from './search-index/fold-text.js'
import { phraseWords } from './search-index/phrase-words.js'
import type { ArticleSummary, Filters, SearchIndex } from './search-index/search-index.js'

/** Which articles a list is about. */
export interface ArticleSelection extends Filters {
  /**
   * Words that must all begin a word of the title, standfirst, authors, publisher, series or tags, without regard to
   * case and accents; a text without words lets all through.
   */
  readonly query?: string | undefined
  readonly status?: ArticleStatus | undefined
}

/** An article's metadata as one folded text. */
export type MetadataText = (article: ArticleSummary) => string

/** Folding takes most of the time of a search that is made again with every letter typed, so each article is folded once. */
export function rememberedMetadataText(): MetadataText {
  const texts = new WeakMap<ArticleSummary, string>()
  return (article) => {
    const text = texts.get(article) ?? metadataText(article)
    texts.set(article, text)
    return text
  }
}

/**
 * @returns ordered by id.
 * @throws {AttestError} `INVALID_FILTER`
 */
export async function selectArticles(
  index: SearchIndex,
  { query, status, ...filters }: ArticleSelection,
  textOf: MetadataText,
): Promise<ArticleSummary[]> {
  const articles = await index.articles(filters)
  const words = phraseWords(query ?? '').map(({ word }) => word)
  return articles.filter(
    (article) =>
      (status === undefined || article.metadata.status === status) &&
      words.every((word) => hasWord(textOf(article), word)),
  )
}

/** Scripts that put no space between words: there a word is sought anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u

function hasWord(text: string, beginning: string): boolean {
  if (UNSPACED.test(beginning)) return text.includes(beginning)
  for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, at + 1)) {
    if (!/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))) return true
  }
  return false
}

function metadataText({ metadata }: ArticleSummary): string {
  const { title, standfirst, authors, publisher, series, tags } = metadata
  const text = [title, standfirst, ...authors.map(nameOf), publisher, series, ...tags].filter(Boolean).join('\n')
  return foldText(text.replace(/['’ʼ＇‘\u200b-\u200d\u2060]/gu, ''))
}
