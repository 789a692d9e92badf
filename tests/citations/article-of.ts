import type { Article, ArticleMetadata } from '../../src/articles/article.js'
import { nothingKnown } from './item-shapes.js'

/** An article of these paragraphs, each on a line of its file. */
export function articleOf(paragraphs: readonly string[], metadata: Partial<ArticleMetadata> = {}): Article {
  let start = 0
  const blocks = paragraphs.map((text, i) => {
    const span = { start, end: start + text.length }
    start = span.end + 2
    return {
      kind: 'paragraph' as const,
      level: null,
      span,
      sourceLines: { first: i + 1, last: i + 1 },
      boilerplate: null,
    }
  })
  return {
    id: 'lake-levels',
    aliases: [],
    sourcePath: 'lake-levels.md',
    mediaType: 'text/markdown',
    text: paragraphs.join('\n\n'),
    textSha256: 'ab'.repeat(32),
    sourceSha256: 'cd'.repeat(32),
    metadata: { ...nothingKnown, ...metadata },
    evidence: {},
    blocks,
  }
}
