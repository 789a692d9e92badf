/** The library: what is named here is kept stable; anything else may change any day. */
export type {
  Answer,
  AnsweredQuestion,
  AnswerRequest,
  ConversationTurn,
  DeclinedQuestion,
  Segment,
} from './answers/answer.js'
export type { AnswerEvent, AskOptions } from './answers/answer-events.js'
export type { FoundPassage } from './answers/found-passage.js'
export type { ArticleFacets, FacetCount } from './article-facets.js'
export type { Article, ArticleMetadata, Author, Block, EdtfDate, Span } from './articles/article.js'
export type { Attest, IngestOutcome, Readiness, SearchRequest, SearchResults } from './attest.js'
export type { Citation } from './citations/citation.js'
export { type Config, loadConfig } from './config.js'
export { AttestError, type ErrorCode, errorCodes } from './errors.js'
export {
  type AttestDocumentMetadata,
  AttestRetriever,
  type AttestRetrieverInput,
} from './langchain/attest-retriever.js'
export type { ArticleListing, ArticleOrder, ListArticlesRequest } from './list-articles.js'
export type { Passage } from './passages/passage.js'
export { PassageTextSplitter } from './passages/passage-text-splitter.js'
export type { Filters } from './search-index/search-index.js'
export type { ArticleSelection } from './select-articles.js'
export { createAttest } from './service.js'
