import type { z } from 'zod'
import type { Article, ArticleList, ArticleSummary } from '../src/wire/article-schemas.js'
import type {
  AnsweredQuestion,
  Author,
  Citation,
  CitedArticle,
  DeclinedQuestion,
  Filters,
  Passage,
  Problem,
  Readiness,
  Span,
} from '../src/wire/schemas.js'
import type { Status } from '../src/wire/status-schemas.js'
import type {
  Bibliography,
  CheckedDraft,
  CheckedSentence,
  CitationNow,
  ClaimSources,
  FormattedCitation,
  VerifiedQuote,
} from '../src/wire/writing-schemas.js'

/**
 * What the HTTP API sends, by the schemas that it is checked with. Types alone come from the service's code: nothing
 * of it is in the pages.
 */
export type WireAnswered = z.infer<typeof AnsweredQuestion>
export type WireDeclined = z.infer<typeof DeclinedQuestion>
export type WireAnswer = WireAnswered | WireDeclined
export type WireSegment = WireAnswered['segments'][number]
export type WireCitation = z.infer<typeof Citation>
export type WireCitedArticle = z.infer<typeof CitedArticle>
export type WirePassage = z.infer<typeof Passage>
export type WireAuthor = z.infer<typeof Author>
export type WireFilters = z.infer<typeof Filters>
export type WireSpan = z.infer<typeof Span>
export type WireProblem = z.infer<typeof Problem>
export type WireReadiness = z.infer<typeof Readiness>
export type WireArticle = z.infer<typeof Article>
export type WireArticleSummary = z.infer<typeof ArticleSummary>
export type WireArticleList = z.infer<typeof ArticleList>
export type WireCheckedDraft = z.infer<typeof CheckedDraft>
export type WireCheckedSentence = z.infer<typeof CheckedSentence>
export type WireClaimSources = z.infer<typeof ClaimSources>
export type WireVerifiedQuote = z.infer<typeof VerifiedQuote>
export type WireCitationNow = z.infer<typeof CitationNow>
export type WireFormattedCitation = z.infer<typeof FormattedCitation>
export type WireStatus = z.infer<typeof Status>
export type WireBibliography = z.infer<typeof Bibliography>
export type WireEvidence = WireClaimSources['evidence'][number]
export type WireQuoteFinding = Pick<WireVerifiedQuote, 'verdict' | 'marks' | 'matches'>
export type WireQuoteMatch = WireVerifiedQuote['matches'][number]
export type WireDiff = WireQuoteMatch['diff']
export type ReferenceStyle = NonNullable<
  z.input<typeof import('../src/wire/writing-schemas.js').FormatCitationRequest>['style']
>
