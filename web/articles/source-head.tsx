import { openHere } from '../frame/open-here.js'
import { texts } from '../texts.js'
import type { WireCitedArticle, WireSpan } from '../wire.js'
import { addressOf } from './addresses.js'
import { ArticleFacts } from './article-facts.js'
import { titleOf } from './names.js'

interface Props {
  /** The words, and the article that they are of. */
  readonly source: {
    readonly article: WireCitedArticle
    readonly span: WireSpan
    readonly sourceLines: { readonly first: number; readonly last: number }
  }
  /** `h3` where the source is a part of the page's outline. */
  readonly as: 'h3' | 'p'
  /** Opens it on this page; else the link leads to the article's. */
  readonly onOpen?: () => void
}

/** Whose words they are: the title, which leads to them, who wrote it where and when, and whether it still stands. */
export function SourceHead({ source, as: Tag, onOpen }: Props) {
  const { article, span, sourceLines } = source
  return (
    <>
      <Tag class="title">
        <a href={addressOf(article, span)} onClick={onOpen && ((event) => openHere(event, onOpen))}>
          <bdi>{titleOf(article)}</bdi>
        </a>
      </Tag>
      <ArticleFacts article={article} sourceLines={sourceLines} />
      {article.status === 'retracted' && <p class="notice">{texts.articles.retracted}</p>}
    </>
  )
}
