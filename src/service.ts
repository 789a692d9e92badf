import { wholeAnswer } from './answers/answer-events.js'
import { foundPassage } from './answers/found-passage.js'
import { articleFacets } from './article-facets.js'
import { askStream } from './ask.js'
import type { AskParts } from './ask-parts.js'
import type { Attest, IngestOptions, IngestOutcome, ModelDownload } from './attest.js'
import { checkDraftStream, wholeCheck } from './check-draft.js'
import type { Config } from './config.js'
import { type FindSourcesParts, findSources } from './find-sources.js'
import { ingestCorpus, KeptForIngestions } from './ingest-corpus.js'
import { IngestionRecord } from './ingestion-record.js'
import { Ingestions } from './ingestions.js'
import { listArticles } from './list-articles.js'
import { makeBibliography } from './make-bibliography.js'
import type { TellActivity } from './metrics/activity-event.js'
import { watchedAnswer, watchedDraft } from './metrics/watched.js'
import { ModelsWhenNeeded } from './models-when-needed.js'
import { type Models, modelNames, openModels } from './open-models.js'
import { splitterFingerprint } from './passages/splitter-fingerprint.js'
import { formatCitation, resolveCitation } from './resolve-citation.js'
import { createHybridRetriever } from './retrieval/hybrid-retriever.js'
import type { Retriever } from './retrieval/retriever.js'
import type { LocalSearchIndex } from './search-index/local/local-search-index.js'
import { readCorpusRecord } from './search-index/local/manifest.js'
import { dueForMerge, mergeSegments } from './search-index/local/merge-segments.js'
import { openLocalIndex } from './search-index/local/open-local-index.js'
import { readServedVersion, versionPointers } from './search-index/local/pinned-version.js'
import type { SearchIndex } from './search-index/search-index.js'
import { rememberedMetadataText } from './select-articles.js'
import { ServedVersion } from './served-version.js'
import { corpusStatus, inferenceStatus } from './service-status.js'
import { storedPassage } from './stored-articles.js'
import { verifyQuote } from './verify-quote.js'
import { urlOf } from './web-security/hosts.js'

export interface ServiceOptions {
  /** Where the service is reached; asked for with each answer, because a server knows it only once it listens. */
  readonly publicUrl?: () => string
  /** Whether others ask while this ingests: then an ingestion takes only what questions leave of the processor. */
  readonly isAskedMeanwhile?: boolean
  /** Told while a model of the hub is downloaded. */
  readonly onDownload?: (download: ModelDownload) => void
  /** Told of each question, quotation and draft when it is done. */
  readonly onActivity?: TellActivity
  readonly log?: { info(fields: object, message: string): void; warn(fields: object, message: string): void }
}

/** The composition root: it alone names implementations. Nothing is opened before the first call. */
export function createAttest(config: Config, options: ServiceOptions = {}): Attest {
  return new LocalAttest(config, options)
}

class LocalAttest implements Attest {
  readonly #config: Config
  readonly #options: ServiceOptions
  readonly #served = new ServedVersion<LocalSearchIndex>()
  readonly #metadataText = rememberedMetadataText()
  readonly #models: ModelsWhenNeeded
  #lastOpening: Promise<unknown> = Promise.resolve()
  readonly #ingestion = new IngestionRecord()
  readonly #ingestions: Ingestions
  readonly #kept = new KeptForIngestions()
  readonly #tell: TellActivity

  constructor(config: Config, options: ServiceOptions) {
    this.#config = config
    this.#options = options
    const isAsked = () => options.isAskedMeanwhile === true && this.#served.index !== null
    this.#models = new ModelsWhenNeeded(() => openModels(config, { ...options, isAsked }))
    this.#ingestions = new Ingestions({
      indexFolder: config.INDEX_DIR,
      record: this.#ingestion,
      open: () => this.open(),
      build: (ingestion) => this.#build(ingestion),
      isMergeDue: () => dueForMerge(this.#served.index?.segments ?? []).length > 0,
      merge: (signal) => this.#merge(signal),
      onMergeFailed: (thrown) => options.log?.warn({ err: thrown }, 'Segments of the index could not be merged.'),
      onMended: ({ code, message }) => options.log?.warn({ code }, `${message} It is being built anew.`),
    })
    this.#tell = options.onActivity ?? (() => {})
  }

  open(): Promise<void> {
    // One after another: two at once would load the same version twice.
    const opening = this.#lastOpening.then(() => this.#openCurrentVersion())
    this.#lastOpening = opening.catch(() => {})
    return opening
  }

  ask: Attest['ask'] = (request, options) => wholeAnswer(this.askStream(request, options))

  askStream: Attest['askStream'] = (request, options) => {
    const events = this.#stream((index, models) => askStream(request, this.#askParts(index, models), options))
    return watchedAnswer(events, this.#tell, options?.signal)
  }

  search: Attest['search'] = async ({ query, topK, filters, explain }) =>
    this.#answer(async (index, models) => {
      const { passages } = await this.#retriever(index, models).retrieve({ question: query, topK, filters })
      return { passages: passages.map((ranked) => foundPassage(ranked, explain)), version: index.version }
    })

  verifyQuote: Attest['verifyQuote'] = async (request) => {
    const verified = await this.#use((index) => verifyQuote(request, { index, publicUrl: this.#publicUrl() }))
    this.#tell({ kind: 'quote', verdict: verified.verdict })
    return verified
  }

  lookupClaim: Attest['lookupClaim'] = async (request) =>
    this.#answer((index, models) => findSources(request, this.#sourceParts(index, models)))

  checkDraft: Attest['checkDraft'] = (request, options) => wholeCheck(this.checkDraftStream(request, options))

  checkDraftStream: Attest['checkDraftStream'] = (request, options) => {
    const events = this.#stream((index, models) => checkDraftStream(request, this.#sourceParts(index, models), options))
    return watchedDraft(events, this.#tell)
  }

  formatCitation: Attest['formatCitation'] = async (request) =>
    this.#use((index) => formatCitation(request, { index, publicUrl: this.#publicUrl() }))

  resolveCitation: Attest['resolveCitation'] = async (request) =>
    this.#use((index) => resolveCitation(request, { index, publicUrl: this.#publicUrl() }))

  bibliography: Attest['bibliography'] = async (request) => this.#use((index) => makeBibliography(request, index))

  articles: Attest['articles'] = async (request = {}) =>
    this.#use((index) => listArticles(index, request, this.#metadataText))

  facets: Attest['facets'] = async (selection = {}) =>
    this.#use((index) => articleFacets(index, selection, this.#metadataText))

  article: Attest['article'] = async (idOrAlias) => this.#use((index) => index.article(idOrAlias))

  passage: Attest['passage'] = async (passageId) => this.#use((index) => storedPassage(index, passageId))

  readiness: Attest['readiness'] = () => this.#ingestion.readiness(this.#served.index?.version ?? null)

  status: Attest['status'] = async () => {
    const { progress, last, versionCreatedAt } = this.#ingestion
    const version = this.#served.index?.version ?? null
    return {
      version,
      versionCreatedAt,
      ...(await versionPointers(this.#config.INDEX_DIR)),
      corpus: version === null ? null : await this.#use(corpusStatus),
      models: modelNames(this.#config),
      // Not awaited: a model may be on its way from the hub for minutes.
      inference: this.#models.opened && inferenceStatus(this.#models.opened.inferenceStats()),
      ingestion: { running: progress, last },
    }
  }

  ingest: Attest['ingest'] = (options = {}) => this.#ingestions.start(options)

  idle: Attest['idle'] = () => this.#ingestions.settled()

  async close(): Promise<void> {
    this.#ingestions.stopMerging()
    await this.#models.close()
    // Without models an ingestion ends soon; what it or an opening still opened is closed below.
    await this.#ingestions.settled()
    await this.#kept.parser.close()
    await this.#lastOpening
    await this.#served.replaceBy(null)
  }

  async #build({ onProgress }: IngestOptions): Promise<IngestOutcome> {
    const { embedder } = await this.#models.open()
    const outcome = await ingestCorpus({
      config: this.#config,
      kept: this.#kept,
      served: this.#served.soundIndex,
      embedder,
      onProgress: (progress) => {
        this.#ingestion.progress = progress
        onProgress?.(progress)
      },
    })
    if (outcome.kind === 'ingested') await this.open()
    return outcome
  }

  async #merge(signal: AbortSignal): Promise<void> {
    const { INDEX_DIR: folder, KEEP_VERSIONS: keepVersions } = this.#config
    const merged = await this.#use((index) => mergeSegments(index, { folder, keepVersions, signal }))
    if (merged !== null) await this.open()
  }

  /** Whoever built it: another process may have. */
  async #openCurrentVersion(): Promise<void> {
    const { fingerprint } = (await this.#models.open()).embedder
    const folder = this.#config.INDEX_DIR
    const version = await readServedVersion(folder)
    if (version === null || version === this.#served.index?.version) return
    const expectFingerprint = { embedder: fingerprint, splitter: splitterFingerprint }
    const index = await openLocalIndex({ folder, expectFingerprint, openSegments: this.#kept.segments })
    if (index === null) return
    // It was read a moment ago; a later version may have had it removed since.
    const corpus = (await readCorpusRecord(folder, index.version).catch(() => null)) ?? {}
    const isNewest = (await versionPointers(folder)).newestVersion === index.version
    const replaced = this.#served.replaceBy(index)
    this.#ingestion.opened({ ...index.manifest, corpus }, isNewest)
    await replaced
  }

  #stream<Event>(run: (index: SearchIndex, models: Models) => AsyncIterable<Event>): AsyncIterable<Event> {
    const models = this.#models
    return this.#served.stream(this.#ingestion.whyNotReady(), async function* (index) {
      yield* run(index, await models.open())
    })
  }

  #askParts(index: SearchIndex, models: Models): AskParts {
    return {
      ...this.#sourceParts(index, models),
      embedder: models.embedder,
      reader: models.reader,
      readerPassages: this.#config.READER_PASSAGES,
      declineBelow: this.#config.DECLINE_BELOW,
      writer: models.writer,
    }
  }

  #sourceParts(index: SearchIndex, models: Models): FindSourcesParts {
    return { index, retriever: this.#retriever(index, models), publicUrl: this.#publicUrl() }
  }

  #answer<Result>(run: (index: SearchIndex, models: Models) => Promise<Result>): Promise<Result> {
    return this.#use(async (index) => run(index, await this.#models.open()))
  }

  #use<Result>(run: (index: LocalSearchIndex) => Promise<Result>): Promise<Result> {
    return this.#served.use(this.#ingestion.whyNotReady(), run)
  }

  #retriever(index: SearchIndex, { embedder, reranker }: Models): Retriever {
    const reranking = reranker && { reranker, passages: this.#config.RERANKER_PASSAGES }
    return createHybridRetriever({ embedder, index, reranking })
  }

  #publicUrl(): string {
    return this.#config.PUBLIC_URL ?? this.#options.publicUrl?.() ?? urlOf(this.#config.HOST, this.#config.PORT)
  }
}

export { corpusStamp } from './articles/corpus-stamp.js'
export { inspectFile } from './articles/inspect-file.js'
export { watchCorpus } from './watch-corpus.js'
