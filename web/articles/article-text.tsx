import type { ComponentChildren } from 'preact'
import type { WireArticle, WireSpan } from '../wire.js'
import { MarkedText, overlap } from './marked-text.js'

export type ArticleBlock = WireArticle['blocks'][number]

/** A title block is left out: headers show it. */
export const isShown = ({ boilerplate }: ArticleBlock): boolean => boilerplate !== 'title'

interface Props {
  readonly article: Pick<WireArticle, 'text' | 'blocks' | 'metadata'>
  /** The cited words; the first of them carries the id `cited`. */
  readonly cited: WireSpan | null
  /** The words within them that answer. */
  readonly answering?: WireSpan | null
}

/**
 * An article as it is stored, block by block; everything of it is text.
 * Blocks out of sight are laid out only when they come near (`content-visibility`), so that a book opens at once.
 */
export function ArticleText({ article, cited, answering = null }: Props) {
  const { text, blocks, metadata } = article
  const shown = blocks.filter(isShown)
  const first = shown.find(({ span }) => overlap(span, cited) !== null)
  return (
    <div class="article-text" lang={metadata.language ?? undefined} dir="auto">
      {shown.map((block) => (
        <BlockView key={block.span.start} block={block}>
          <MarkedText
            text={text}
            span={block.span}
            cited={cited}
            answering={answering}
            id={block === first ? 'cited' : undefined}
          />
        </BlockView>
      ))}
    </div>
  )
}

const tags = { paragraph: 'p', 'list-item': 'p', quotation: 'blockquote', 'table-row': 'p', code: 'pre' } as const

interface BlockProps {
  readonly block: ArticleBlock
  readonly children: ComponentChildren
}

function BlockView({ block, children }: BlockProps) {
  const Tag = block.kind === 'heading' ? headingTag(block.level) : tags[block.kind]
  return (
    <Tag
      class={`block ${block.kind}${block.boilerplate === null ? '' : ' boilerplate'}`}
      data-start={block.span.start}
      dir="auto"
    >
      {children}
    </Tag>
  )
}

/** The page's own heading is the only first one. */
const headingTag = (level: number | null) => `h${Math.min(6, Math.max(2, level ?? 2))}` as 'h2'
