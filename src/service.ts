import { wholeAnswer } from './answers/answer-events.js'
import { foundPassage } from './answers/found-passage.js'
import { articleFacets } from './article-facets.js'
import { askStream } from './ask.js'
import type { AskParts } from './ask-parts.js'
import type { Attest, IngestOptions, IngestOutcome, ModelDownload, Readiness } from './attest.js'
import { checkDraftStream, wholeCheck } from './check-draft.js'
import type { Config } from './config.js'
import { AttestError, asError } from './errors.js'
import { type FindSourcesParts, findSources } from './find-sources.js'
import type { IngestProgress } from './ingest.js'
import { ingestCorpus } from './ingest-corpus.js'
import { listArticles } from './list-articles.js'
import { makeBibliography } from './make-bibliography.js'
import { type Models, openModels } from './open-models.js'
import { splitterFingerprint } from './passages/splitter-fingerprint.js'
import { formatCitation, resolveCitation } from './resolve-citation.js'
import { createHybridRetriever } from './retrieval/hybrid-retriever.js'
import type { Retriever } from './retrieval/retriever.js'
import { readCurrentVersion } from './search-index/local/current-version.js'
import { acquireIngestLock } from './search-index/local/ingest-lock.js'
import { openLocalIndex } from './search-index/local/open-local-index.js'
import type { SearchIndex } from './search-index/search-index.js'
import { rememberedMetadataText } from './select-articles.js'
import { ServedVersion } from './served-version.js'
import { storedPassage } from './stored-articles.js'
import { verifyQuote } from './verify-quote.js'

export interface ServiceOptions {
  /** Where the service is reached; asked for with each answer, because a server knows it only once it listens. */
  readonly publicUrl?: () => string
  /** Told while a model of the hub is downloaded. */
  readonly onDownload?: (download: ModelDownload) => void
  readonly log?: { info(fields: object, message: string): void; warn(fields: object, message: string): void }
}

/** The composition root: it alone names implementations. Nothing is opened before the first call. */
export function createAttest(config: Config, options: ServiceOptions = {}): Attest {
  return new LocalAttest(config, options)
}

/** What an index says when its version can simply be built anew. */
const MENDED_BY_INGESTING = ['INDEX_DAMAGED', 'INDEX_MODEL_MISMATCH', 'INDEX_FORMAT_UNSUPPORTED']

class LocalAttest implements Attest {
  readonly #config: Config
  readonly #options: ServiceOptions
  readonly #served = new ServedVersion()
  readonly #metadataText = rememberedMetadataText()
  #models: Promise<Models> | null = null
  #lastOpening: Promise<unknown> = Promise.resolve()
  #ingestions: Promise<unknown> = Promise.resolve()
  #progress: IngestProgress | null = null
  #problem: string | null = null
  #closed = false

  constructor(config: Config, options: ServiceOptions) {
    this.#config = config
    this.#options = options
  }

  open(): Promise<void> {
    // One after another: two at once would load the same version twice.
    const opening = this.#lastOpening.then(() => this.#openCurrentVersion())
    this.#lastOpening = opening.catch(() => {})
    return opening
  }

  ask: Attest['ask'] = (request, options) => wholeAnswer(this.askStream(request, options))

  askStream: Attest['askStream'] = (request, options) =>
    this.#stream((index, models) => askStream(request, this.#askParts(index, models), options))

  search: Attest['search'] = async ({ query, topK, filters, explain }) =>
    this.#answer(async (index, models) => {
      const { passages } = await this.#retriever(index, models).retrieve({ question: query, topK, filters })
      return { passages: passages.map((ranked) => foundPassage(ranked, explain)), version: index.version }
    })

  verifyQuote: Attest['verifyQuote'] = async (request) =>
    this.#use((index) => verifyQuote(request, { index, publicUrl: this.#publicUrl() }))

  lookupClaim: Attest['lookupClaim'] = async (request) =>
    this.#answer((index, models) => findSources(request, this.#sourceParts(index, models)))

  checkDraft: Attest['checkDraft'] = (request, options) => wholeCheck(this.checkDraftStream(request, options))

  checkDraftStream: Attest['checkDraftStream'] = (request, options) =>
    this.#stream((index, models) => checkDraftStream(request, this.#sourceParts(index, models), options))

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

  readiness(): Readiness {
    const version = this.#served.index?.version ?? null
    return { ready: version !== null, version, ingestion: this.#progress, problem: this.#problem }
  }

  ingest(options: IngestOptions = {}): Promise<IngestOutcome> {
    const ingestion = this.#ingestNotingProblems(options)
    this.#ingestions = Promise.allSettled([this.#ingestions, ingestion])
    return ingestion
  }

  async close(): Promise<void> {
    this.#closed = true
    const models = await this.#models?.catch(() => null)
    await models?.close()
    // Without models an ingestion ends soon; what it or an opening still opened is closed below.
    await this.#ingestions
    await this.#lastOpening
    await this.#served.replaceBy(null)
  }

  async #ingestNotingProblems(options: IngestOptions): Promise<IngestOutcome> {
    try {
      const outcome = await this.#ingestAlone(options)
      this.#problem = null
      return outcome
    } catch (thrown) {
      // Another process may hold the lock: the version that stands can be served all the same.
      await this.open().catch(() => {})
      this.#problem = asError(thrown).message
      throw thrown
    }
  }

  async #ingestAlone(options: IngestOptions): Promise<IngestOutcome> {
    const lock = await acquireIngestLock(this.#config.INDEX_DIR)
    try {
      await this.open().catch((thrown) => this.#noteUnlessMended(thrown))
      return await this.#ingestFolder(options)
    } finally {
      this.#progress = null
      await lock.release()
    }
  }

  async #ingestFolder({ onProgress }: IngestOptions): Promise<IngestOutcome> {
    const { embedder } = await this.#openModels()
    const outcome = await ingestCorpus(this.#config, this.#served.index, embedder, (progress) => {
      this.#progress = progress
      onProgress?.(progress)
    })
    if (outcome.kind === 'ingested') await this.open()
    return outcome
  }

  /** Whoever built it: another process may have. */
  async #openCurrentVersion(): Promise<void> {
    const { fingerprint } = (await this.#openModels()).embedder
    const folder = this.#config.INDEX_DIR
    const version = await readCurrentVersion(folder)
    if (version === null || version === this.#served.index?.version) return
    const expectFingerprint = { embedder: fingerprint, splitter: splitterFingerprint }
    const index = await openLocalIndex({ folder, expectFingerprint })
    if (index === null) return
    await this.#served.replaceBy(index)
    this.#problem = null
  }

  async #openModels(): Promise<Models> {
    // Nobody would end processes that are started after the end.
    if (this.#closed) throw new AttestError('NOT_READY', 'The service was closed. Open another one.')
    const { log, onDownload } = this.#options
    this.#models ??= openModels(this.#config, { log, onDownload }).catch((thrown) => {
      // The next call tries again: a download may have failed of the network's bad moment.
      this.#models = null
      throw thrown
    })
    return this.#models
  }

  #stream<Event>(run: (index: SearchIndex, models: Models) => AsyncIterable<Event>): AsyncIterable<Event> {
    const openModels = () => this.#openModels()
    return this.#served.stream(this.#whyNotReady(), async function* (index) {
      yield* run(index, await openModels())
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
    return this.#use(async (index) => run(index, await this.#openModels()))
  }

  #use<Result>(run: (index: SearchIndex) => Promise<Result>): Promise<Result> {
    return this.#served.use(this.#whyNotReady(), run)
  }

  #retriever(index: SearchIndex, { embedder, reranker }: Models): Retriever {
    const reranking = reranker && { reranker, passages: this.#config.RERANKER_PASSAGES }
    return createHybridRetriever({ embedder, index, reranking })
  }

  #whyNotReady(): string {
    if (this.#problem !== null) return this.#problem
    if (this.#progress === null) return 'There is no index yet. Run "attest ingest" first.'
    const { filesDone, files } = this.#progress
    return `The first version is being built: ${filesDone} of ${files} files are done.`
  }

  #publicUrl(): string {
    const { PUBLIC_URL, HOST, PORT } = this.#config
    return PUBLIC_URL ?? this.#options.publicUrl?.() ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
  }

  #noteUnlessMended(thrown: unknown): void {
    if (!(thrown instanceof AttestError) || !MENDED_BY_INGESTING.includes(thrown.code)) throw thrown
    this.#options.log?.warn({ code: thrown.code }, `${thrown.message} It is being built anew.`)
  }
}

export { inspectFile } from './articles/inspect-file.js'
