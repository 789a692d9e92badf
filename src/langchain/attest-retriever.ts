import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import type { FoundPassage } from '../answers/found-passage.js'
import type { SourceLines, Span } from '../articles/article.js'
import type { Attest } from '../attest.js'
import type { Citation, CitedArticle } from '../citations/citation.js'
import type { Filters } from '../search-index/search-index.js'

export interface AttestRetrieverInput extends BaseRetrieverInput {
  /** Stays the caller's: the retriever does not close it. */
  readonly attest: Attest
  /** The most documents to return, at least 1; 8 unless told. */
  readonly topK?: number
  readonly filters?: Filters
}

/** Where a document's words stand, and what is known of their article. */
export interface AttestDocumentMetadata extends Omit<CitedArticle, 'id'> {
  readonly articleId: string
  /** The document's `id`, too. */
  readonly passageId: string
  /** `pageContent` is the article's text at this span. */
  readonly span: Span
  readonly unit: 'utf-16'
  readonly sourceLines: SourceLines
  readonly headings: readonly string[]
  /** The service's own address of the passage. */
  readonly permalink: string
  /** The publisher's page, scrolled to the passage; null where the article has no address. */
  readonly link: string | null
  /** For a bibliography, in APA style. */
  readonly reference: string
  /** Where LangChain's own chains look: the article's address, else the permalink. */
  readonly source: string
  readonly scores: FoundPassage['scores']
  readonly version: string
}

/** The passages of Attest's search as LangChain documents, best first. @throws {AttestError} as `Attest.search`. */
export class AttestRetriever extends BaseRetriever<AttestDocumentMetadata> {
  static override lc_name(): string {
    return 'AttestRetriever'
  }
  override lc_namespace = ['attest', 'retrievers']

  private readonly attest: Attest
  private readonly topK: number
  private readonly filters: Filters | undefined

  constructor({ attest, topK = 8, filters, ...input }: AttestRetrieverInput) {
    super(input)
    this.attest = attest
    this.topK = topK
    this.filters = filters
  }

  override async _getRelevantDocuments(
    query: string,
    _run?: CallbackManagerForRetrieverRun,
  ): Promise<Document<AttestDocumentMetadata>[]> {
    const { passages, version } = await this.attest.search({ query, topK: this.topK, filters: this.filters })
    return Promise.all(passages.map(async (found) => documentOf(found, await citationOf(found, this.attest), version)))
  }
}

async function citationOf({ articleId, span }: FoundPassage, attest: Attest): Promise<Citation> {
  const { citation } = await attest.formatCitation({ articleId, span, style: 'apa', markup: 'plain' })
  return citation!
}

function documentOf(found: FoundPassage, citation: Citation, version: string): Document<AttestDocumentMetadata> {
  const { id, articleId, text, span, sourceLines, headings, scores } = found
  const { id: _, ...article } = found.article
  const { permalink, link, reference } = citation
  return new Document({
    id,
    pageContent: text,
    metadata: {
      ...article,
      articleId,
      passageId: id,
      span,
      unit: 'utf-16',
      sourceLines,
      headings,
      permalink,
      link,
      reference,
      source: article.url ?? permalink,
      scores,
      version,
    },
  })
}
