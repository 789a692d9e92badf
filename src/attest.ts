import type { Answer, AnswerRequest } from './answers/answer.js'
import type { AnswerEvent, AskOptions } from './answers/answer-events.js'
import type { FoundPassage } from './answers/found-passage.js'
import type { ArticleFacets } from './article-facets.js'
import type { Article } from './articles/article.js'
import type { CheckDraftOptions, CheckDraftRequest, CheckedDraft, DraftEvent } from './check-draft.js'
import type { ClaimSources, LookupClaimRequest } from './find-sources.js'
import type { IngestFailure, IngestProgress, IngestReport } from './ingest.js'
import type { ArticleListing, ListArticlesRequest } from './list-articles.js'
import type { Bibliography, BibliographyRequest } from './make-bibliography.js'
import type {
  CitationNow,
  FormatCitationRequest,
  FormattedCitation,
  ResolveCitationRequest,
} from './resolve-citation.js'
import type { Filters, IndexStatistics } from './search-index/search-index.js'
import type { ArticleSelection } from './select-articles.js'
import type { ServiceStatus } from './service-status.js'
import type { StoredPassage } from './stored-articles.js'
import type { VerifiedQuote, VerifyQuoteRequest } from './verify-quote.js'

export interface SearchRequest {
  readonly query: string
  /** The most passages to return, at least 1. */
  readonly topK: number
  readonly filters?: Filters | undefined
  /** Adds to each passage the parts of its score. */
  readonly explain?: boolean
}

export interface SearchResults {
  /** Best first. */
  readonly passages: readonly FoundPassage[]
  readonly version: string
}

/** How far a model of the hub is downloaded. */
export interface ModelDownload {
  readonly model: string
  readonly file: string
  /** 0 to 100, of this file. */
  readonly percent: number
}

export interface IngestOptions {
  /** Told once when it has the index to itself: until then it may be refused with `INDEX_LOCKED`. */
  readonly onBegun?: () => void
  readonly onProgress?: (progress: IngestProgress) => void
}

/**
 * `up-to-date`: no file and no setting changed since the current version was built, so nothing was done; what failed
 * then would fail now.
 */
export type IngestOutcome = (
  | { readonly kind: 'ingested'; readonly report: IngestReport }
  | {
      readonly kind: 'up-to-date'
      readonly version: string
      readonly statistics: IndexStatistics
      readonly failed: readonly IngestFailure[]
    }
) & {
  /** The version that questions are answered from all the same, because an operator went back to it; else null. */
  readonly pinned: string | null
}

export interface Readiness {
  readonly ready: boolean
  /** The version that questions are answered from, null before the first stands. */
  readonly version: string | null
  /** The running ingestion, null when none runs. */
  readonly ingestion: IngestProgress | null
  /** Why it is not ready, or what the last ingestion failed of; null when all is well. */
  readonly problem: string | null
}

/** The whole service: what every door (HTTP, command line, library) offers. */
export interface Attest {
  /**
   * Opens the version that stands, if there is one, and a newer one when called again; nothing is built.
   * @throws {AttestError} `INDEX_DAMAGED`, `INDEX_MODEL_MISMATCH`, `INDEX_FORMAT_UNSUPPORTED`, `MODEL_NOT_FOUND`, `MODEL_INVALID`.
   */
  open(): Promise<void>
  /** @throws {AttestError} `NOT_READY` before the first version stands, `INFERENCE_UNAVAILABLE`, `INFERENCE_OVERLOADED`. */
  ask(request: AnswerRequest, options?: AskOptions): Promise<Answer>
  /**
   * The same answer as it becomes known, on one version; breaking off ends the work.
   * @throws as `ask`, while the events are read.
   */
  askStream(request: AnswerRequest, options?: AskOptions): AsyncIterable<AnswerEvent>
  /** @throws as `ask`. */
  search(request: SearchRequest): Promise<SearchResults>
  /**
   * Where a quotation stands, and how exactly.
   * @throws {AttestError} `INVALID_REQUEST`, `NOT_FOUND` for a claimed article that there is not, `NOT_READY`.
   */
  verifyQuote(request: VerifyQuoteRequest): Promise<VerifiedQuote>
  /** What the articles say of a claim: evidence, never a verdict. @throws as `ask`. */
  lookupClaim(request: LookupClaimRequest): Promise<ClaimSources>
  /**
   * What a draft quotes, states and says of its sources, sentence by sentence, and the draft with footnotes.
   * @throws {AttestError} as `ask`; what `signal` was aborted with.
   */
  checkDraft(request: CheckDraftRequest, options?: CheckDraftOptions): Promise<CheckedDraft>
  /** The same check as it becomes known, on one version; breaking off ends the work. @throws as `checkDraft`. */
  checkDraftStream(request: CheckDraftRequest, options?: CheckDraftOptions): AsyncIterable<DraftEvent>
  /** @throws {AttestError} `NOT_FOUND` for an article that there is not, `INVALID_REQUEST` for a span without words of its text, `NOT_READY`. */
  formatCitation(request: FormatCitationRequest): Promise<FormattedCitation>
  /** What became of a citation since it was made. @throws {AttestError} `NOT_READY`. */
  resolveCitation(request: ResolveCitationRequest): Promise<CitationNow>
  /** Each cited article once, as a list or as a file for a program. @throws {AttestError} `NOT_FOUND`, `NOT_READY`. */
  bibliography(request: BibliographyRequest): Promise<Bibliography>
  /** Articles under the filters and the query; ordered by id unless the request says otherwise. */
  articles(request?: ListArticlesRequest): Promise<ArticleListing>
  /** Which authors, publishers, tags, languages and months those articles have, each with its count. */
  facets(selection?: ArticleSelection): Promise<ArticleFacets>
  /** By id, former id or address; null where there is none. */
  article(idOrAlias: string): Promise<Article | null>
  passage(passageId: string): Promise<StoredPassage | null>
  /**
   * Makes the corpus folder's present content the next version; questions are answered from it as soon as it stands.
   * @throws {AttestError} `CORPUS_UNREADABLE`, `INDEX_LOCKED`, `INDEX_WRITE_FAILED`, `INFERENCE_UNAVAILABLE`.
   */
  ingest(options?: IngestOptions): Promise<IngestOutcome>
  /** Resolves when no ingestion runs, and what they left behind to make searching faster is done. */
  idle(): Promise<void>
  readiness(): Readiness
  /** What whoever runs the service wants to know of it; also before a version stands. */
  status(): Promise<ServiceStatus>
  /** Ends what runs; what was not done stays as it was. */
  close(): Promise<void>
}
