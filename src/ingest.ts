import type { Article, ArticleWarning } from './articles/article.js'
import type { Embedder, PassageInput } from './embeddings/embedder.js'
import type { AttestError } from './errors.js'
import type { Passage } from './passages/passage.js'
import type { ArticleSummary, IndexWriter, KeptArticle } from './search-index/search-index.js'

export type ReadOutcome =
  | {
      readonly kind: 'unchanged'
      readonly articleId: string
      readonly path: string
      readonly warnings: readonly ArticleWarning[]
    }
  | {
      readonly kind: 'article'
      readonly article: Article
      readonly sideCarSha256: string | null
      readonly warnings: readonly ArticleWarning[]
    }
  | { readonly kind: 'withdrawn'; readonly path: string; readonly warnings: readonly ArticleWarning[] }
  | {
      readonly kind: 'failed'
      readonly path: string
      readonly error: AttestError
      readonly warnings: readonly ArticleWarning[]
    }

export interface IngestParts {
  /** Every file of the corpus, in a stable order. */
  readonly outcomes: AsyncIterable<ReadOutcome>
  /** Files that `outcomes` will yield, for the progress only. */
  readonly fileCount: number
  /** What was found in the corpus and holds no article. */
  readonly skipped?: readonly ArticleWarning[]
  readonly split: (article: Article) => Promise<Passage[]>
  readonly heading: (article: Article, passage: Passage) => string
  readonly embedder: Embedder & { readonly embeddedPassages: number; readonly cachedPassages: number }
  readonly writer: IndexWriter
  /**
   * Kept with the version: what it was made of, so that a later run knows whether anything changed. Asked for once all
   * outcomes came. What failed is added to it as `failed`, because a run that finds nothing to do must name it again.
   */
  readonly corpusRecord: () => Readonly<Record<string, unknown>>
  /** The articles of the version before this one. */
  readonly previous: readonly ArticleSummary[]
  readonly onProgress?: (progress: IngestProgress) => void
}

export interface IngestProgress {
  readonly filesDone: number
  readonly files: number
  readonly passages: number
  readonly characters: number
  readonly elapsedMs: number
}

export interface IngestFailure {
  readonly path: string
  readonly code: string
  readonly message: string
}

export interface IngestReport {
  readonly version: string
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: readonly string[]
  readonly removed: readonly string[]
  readonly failed: readonly IngestFailure[]
  readonly warnings: readonly ArticleWarning[]
  readonly passages: number
  /** Of these, passages whose vectors were computed now, and passages whose vectors were known already. */
  readonly embeddedPassages: number
  readonly cachedPassages: number
  /** Characters (UTF-16 code units) of the ingested articles' texts. */
  readonly characters: number
  readonly elapsedMs: number
}

/**
 * Articles embedded at the same time: enough to keep every inference process busy while short articles end,
 * few enough that memory does not grow with the corpus.
 */
const ARTICLES_IN_FLIGHT = 16

/**
 * Stages 1 to 4: each article that is new or changed is read, split, embedded and indexed; with those that are unchanged
 * they become the next version.
 */
export async function ingest(parts: IngestParts): Promise<IngestReport> {
  const tally = new Tally(parts)
  try {
    const inFlight: Promise<EmbeddedArticle>[] = []
    for await (const outcome of parts.outcomes) {
      tally.read(outcome)
      if (outcome.kind === 'unchanged') tally.kept(outcome.articleId, parts.writer.keep(outcome.articleId))
      if (outcome.kind !== 'article') continue
      const embedding = embedArticle(outcome.article, parts)
      // It is awaited below, in order; without this an early failure would count as unhandled until then.
      embedding.catch(() => {})
      inFlight.push(embedding)
      if (inFlight.length >= ARTICLES_IN_FLIGHT) await index(await inFlight.shift()!, parts, tally)
    }
    for (const embedding of inFlight) await index(await embedding, parts, tally)
    const { failed } = tally
    return tally.report(await parts.writer.commit({ ...parts.corpusRecord(), ...(failed.length > 0 && { failed }) }))
  } catch (thrown) {
    await parts.writer.abort()
    throw thrown
  }
}

interface EmbeddedArticle {
  readonly article: Article
  readonly passages: readonly Passage[]
  readonly embeddings: Awaited<ReturnType<Embedder['embedPassages']>>
}

async function embedArticle(article: Article, { split, heading, embedder }: IngestParts): Promise<EmbeddedArticle> {
  const passages = await split(article)
  const inputs = passages.map(
    (passage): PassageInput => ({
      heading: heading(article, passage),
      sentences: passage.sentences.map(({ start, end }) => article.text.slice(start, end)),
    }),
  )
  return { article, passages, embeddings: await embedder.embedPassages(inputs) }
}

async function index({ article, passages, embeddings }: EmbeddedArticle, parts: IngestParts, tally: Tally) {
  await parts.writer.add(
    article,
    passages.map((passage, i) => ({ passage, ...embeddings[i]! })),
  )
  tally.indexed(article, passages.length)
}

/** Lies in a busy machine as likely as in the file, which is read again although it did not change. */
const WORTH_ANOTHER_TRY = 'ARTICLE_PARSE_TIMEOUT'

interface Recorded {
  readonly failed?: readonly IngestFailure[]
}

/** What failed when a version was made. @param recorded what `ingest` kept with the version. */
export const recordedFailures = (recorded: unknown): readonly IngestFailure[] => (recorded as Recorded).failed ?? []

/**
 * What failed when a version was made, if it was made of this very corpus; null where there is something to do.
 * @param recorded what `ingest` kept with the version.
 */
export function failuresIfUnchanged(recorded: unknown, corpusRecord: Readonly<Record<string, unknown>>) {
  const { failed: _, ...built } = recorded as Recorded
  const failed = recordedFailures(recorded)
  const isSame = JSON.stringify(built) === JSON.stringify(corpusRecord)
  return isSame && !failed.some(({ code }) => code === WORTH_ANOTHER_TRY) ? failed : null
}

/** Counts what happened, for the progress and for the report. */
class Tally {
  readonly #started = performance.now()
  readonly #previous: ReadonlyMap<string, ArticleSummary>
  readonly #seen = { added: [] as string[], changed: [] as string[], unchanged: [] as string[] }
  readonly failed: IngestFailure[] = []
  readonly #warnings: ArticleWarning[]
  #articles = 0
  #withdrawn = 0
  #passages = 0
  #keptPassages = 0
  #characters = 0

  constructor(private readonly parts: IngestParts) {
    this.#previous = new Map(parts.previous.map((article) => [article.id, article]))
    this.#warnings = [...(parts.skipped ?? [])]
  }

  read(outcome: ReadOutcome): void {
    this.#warnings.push(...outcome.warnings)
    if (outcome.kind === 'failed') {
      this.failed.push({ path: outcome.path, code: outcome.error.code, message: outcome.error.message })
    }
    if (outcome.kind === 'withdrawn') this.#withdrawn++
    if (outcome.kind === 'failed' || outcome.kind === 'withdrawn') this.#progress()
  }

  kept(articleId: string, { passages, characters }: KeptArticle): void {
    this.#seen.unchanged.push(articleId)
    this.#keptPassages += passages
    this.#count(passages, characters)
  }

  indexed(article: Article, passages: number): void {
    const before = this.#previous.get(article.id)
    const change = before === undefined ? 'added' : sameArticle(before, article) ? 'unchanged' : 'changed'
    this.#seen[change].push(article.id)
    this.#count(passages, article.text.length)
  }

  report(version: string): IngestReport {
    const { added, changed, unchanged } = this.#seen
    const now = new Set([...added, ...changed, ...unchanged])
    return {
      version,
      added,
      changed,
      unchanged,
      removed: [...this.#previous.keys()].filter((id) => !now.has(id)),
      failed: this.failed,
      warnings: this.#warnings,
      passages: this.#passages,
      embeddedPassages: this.parts.embedder.embeddedPassages,
      cachedPassages: this.parts.embedder.cachedPassages + this.#keptPassages,
      characters: this.#characters,
      elapsedMs: performance.now() - this.#started,
    }
  }

  #count(passages: number, characters: number): void {
    this.#articles++
    this.#passages += passages
    this.#characters += characters
    this.#progress()
  }

  #progress(): void {
    this.parts.onProgress?.({
      filesDone: this.#articles + this.#withdrawn + this.failed.length,
      files: this.parts.fileCount,
      passages: this.#passages,
      characters: this.#characters,
      elapsedMs: performance.now() - this.#started,
    })
  }
}

/** A side-car may change an article without changing its source file, so the metadata counts too. */
const sameArticle = (before: ArticleSummary, article: Article): boolean =>
  before.sourceSha256 === article.sourceSha256 &&
  before.textSha256 === article.textSha256 &&
  JSON.stringify(before.metadata) === JSON.stringify(article.metadata)
