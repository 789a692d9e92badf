import type { AnswerRequest } from './answers/answer.js'
import type { SentenceCandidate } from './answers/extractive.js'
import type { GatheredEvidence, GatherParts } from './answers/gather-evidence.js'
import type { Article } from './articles/article.js'
import type { Embedder } from './embeddings/embedder.js'
import { AttestError } from './errors.js'
import type { LanguageModel } from './language-models/language-model.js'
import type { Prompts } from './prompts/prompts.js'
import type { Retrieval, Retriever } from './retrieval/retriever.js'
import type { SearchIndex } from './search-index/search-index.js'

/** A language model that may write answers, and how it is asked. */
export interface Writer {
  readonly model: LanguageModel
  readonly prompts: Prompts
  /** Most tokens of an answer. */
  readonly maxTokens: number
  /** Passages that it is given, best first. */
  readonly passages: number
  /** What happens to sentences that nothing supports. */
  readonly unsupported: 'drop' | 'mark'
}

export interface AskParts extends GatherParts {
  readonly retriever: Retriever
  readonly embedder: Pick<Embedder, 'embedQuery'>
  /** Where this service is reached, without a slash at its end. */
  readonly publicUrl: string
  /** Below this confidence the question is declined, 0 to 1. */
  readonly declineBelow: number
  /** Null where the settings name no language model. */
  readonly writer: Writer | null
}

/** What was found for a question, before anything is answered. */
export interface Found {
  readonly request: AnswerRequest
  /** As it was searched for: understood in its conversation. */
  readonly question: string
  readonly retrieval: Retrieval
  readonly gathered: GatheredEvidence
  /** Of the passages that may be quoted, best first. */
  readonly sentences: readonly SentenceCandidate[]
  readonly confidence: number
  readonly started: number
}

/** The index answers from one immutable version, so what it just named it also holds. */
export async function storedArticle(index: SearchIndex, articleId: string): Promise<Article> {
  const article = await index.article(articleId)
  if (article !== null) return article
  throw new AttestError('INDEX_DAMAGED', `The index names the article ${articleId} but lacks it. Run "attest ingest".`)
}
