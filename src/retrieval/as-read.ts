import type { Passage } from '../passages/passage.js'
import type { ReaderPassage } from '../reader/reader.js'
import type { ArticleSummary } from '../search-index/search-index.js'

/** A passage as the models that read it beside the question are given it. */
export const asRead = ({ passage, article }: { passage: Passage; article: ArticleSummary }): ReaderPassage => ({
  title: article.metadata.title ?? '',
  sentences: passage.sentences.map(({ start, end }) =>
    passage.text.slice(start - passage.span.start, end - passage.span.start),
  ),
})
