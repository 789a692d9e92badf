import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from '../../articles/article.js'
import { AttestError, asError } from '../../errors.js'
import type { IndexedPassage, IndexWriter, KeptArticle } from '../search-index.js'
import { readCurrentVersion, replaceCurrentVersion, versionName } from './current-version.js'
import { renameDurably, syncPath } from './durable-files.js'
import { requireIndexable } from './indexable.js'
import type { LocalSearchIndex } from './local-search-index.js'
import { indexFormatVersion, publishVersion, type SegmentEntry, segmentsFolder, versionsFolder } from './manifest.js'
import {
  nextVersionNumber,
  removeOldVersions,
  removeUnfinished,
  removeVersions,
  writingFolderOf,
} from './remove-versions.js'
import { passagesOf, type Segment } from './segment.js'
import { SegmentWriter } from './segment-writer.js'
import { wholeSegment, withTombstones } from './version-segment.js'

export interface LocalIndexWriterOptions {
  /** Made where it is missing. One writer at a time: the caller holds the lock. */
  readonly folder: string
  readonly embedderFingerprint: string
  readonly splitterFingerprint: string
  readonly dimensions: number
  /**
   * The newest version, made with the same fingerprints and dimensions: articles can be kept as it has them. Not closed;
   * without it nothing can be kept.
   */
  readonly base?: LocalSearchIndex | null
  /** Whether the new version, of the same articles, takes the base's place instead of standing beside it. */
  readonly replacesBase?: boolean
  /** Breaks a commit off that takes long. */
  readonly signal?: AbortSignal
  /** Versions that stay after a commit, the new one among them; at least 1, by default 2. */
  readonly keepVersions?: number
}

/**
 * Begins a version, after removing what killed writers left behind.
 * @throws {AttestError} `INDEX_WRITE_FAILED`
 */
export async function createLocalIndexWriter(options: LocalIndexWriterOptions): Promise<IndexWriter> {
  const { folder } = options
  return await writing(folder, async () => {
    for (const path of [folder, versionsFolder(folder), segmentsFolder(folder)]) await mkdir(path, { recursive: true })
    const current = await currentVersionOrNull(folder)
    await removeUnfinished(folder)
    if (current !== null) await removeOldVersions(folder, current, options.keepVersions ?? defaultKeepVersions)
    const version = versionName(await nextVersionNumber(folder, current))
    const writingFolder = writingFolderOf(folder, version)
    await mkdir(writingFolder)
    const segment = await SegmentWriter.create(join(writingFolder, 'segment'), options.dimensions)
    return new LocalIndexWriter(options, version, segment)
  })
}

/** The version before stays for readers that are just opening it, and for a look back. */
const defaultKeepVersions = 2

class LocalIndexWriter implements IndexWriter {
  private readonly articleIds = new Set<string>()
  /** Per segment of the base, places of the articles that are kept. */
  private readonly kept = new Map<Segment, Set<number>>()
  private addedCount = 0
  private readonly writingFolder: string
  private state: 'open' | 'failed' | 'ended' = 'open'

  constructor(
    private readonly options: LocalIndexWriterOptions,
    private readonly version: string,
    private readonly segment: SegmentWriter,
  ) {
    this.writingFolder = writingFolderOf(options.folder, version)
  }

  async add(article: Article, passages: readonly IndexedPassage[]): Promise<void> {
    this.requireNew(article.id, article.sourcePath)
    requireIndexable(article, passages, this.options.dimensions)
    await this.attempt(() => this.segment.add(article, passages))
    this.articleIds.add(article.id)
    this.addedCount += 1
  }

  keep(articleId: string): KeptArticle {
    const found = this.options.base?.placeOf(articleId) ?? null
    if (found === null) throw new AttestError('NOT_FOUND', `There is no article "${articleId}" to be kept.`)
    const { segment, place } = found
    this.requireNew(articleId, segment.articles[place]!.sourcePath)
    this.articleIds.add(articleId)
    const places = this.kept.get(segment) ?? new Set()
    this.kept.set(segment, places.add(place))
    return { passages: passagesOf(segment, place).count, characters: segment.articles[place]!.textRange.length }
  }

  async commit(corpus: unknown = null): Promise<string> {
    this.requireOpen()
    const { folder, keepVersions = defaultKeepVersions } = this.options
    await this.attempt(() => this.publish(corpus))
    this.state = 'ended'
    // The version is durable and current; what cannot be removed now is left to the next writer.
    await rm(this.writingFolder, { recursive: true, force: true }).catch(() => undefined)
    const { replaced } = this
    if (replaced !== null) await removeVersions(folder, [replaced.version]).catch(() => undefined)
    await removeOldVersions(folder, this.version, keepVersions).catch(() => undefined)
    return this.version
  }

  async abort(): Promise<void> {
    if (this.state === 'ended') return
    if (this.state === 'open') await this.discard()
    this.state = 'ended'
  }

  private async publish(corpus: unknown): Promise<void> {
    const { folder, embedderFingerprint, splitterFingerprint, dimensions } = this.options
    const kept = this.keptEntries()
    const hasNew = this.addedCount > 0 || kept.length === 0
    if (!hasNew) await this.segment.close()
    const segments = hasNew ? [...kept, await this.publishSegment()] : kept
    const manifest = {
      formatVersion: indexFormatVersion,
      version: this.version,
      createdAt: this.replaced?.manifest.createdAt ?? new Date().toISOString(),
      ...(this.replaced && { replaces: this.replaced.version }),
      embedderFingerprint,
      splitterFingerprint,
      dimensions,
      segments,
    }
    await publishVersion(folder, this.writingFolder, manifest, corpus)
    await replaceCurrentVersion(folder, this.version)
  }

  private get replaced(): LocalSearchIndex | null {
    return (this.options.replacesBase === true && this.options.base) || null
  }

  private async publishSegment(): Promise<SegmentEntry> {
    const { folder } = this.options
    const written = await this.segment.finish(this.options.signal)
    await renameDurably(join(this.writingFolder, 'segment'), join(segmentsFolder(folder), this.version))
    // Also makes a new folder's own entries durable.
    await syncPath(folder)
    return wholeSegment(this.version, written)
  }

  /** The base's segments that hold something that is kept; what else they hold is dead. */
  private keptEntries(): SegmentEntry[] {
    return (this.options.base?.segments ?? []).flatMap((each) => {
      const kept = this.kept.get(each.segment)
      if (kept === undefined) return []
      return [
        withTombstones(
          each,
          [...each.segment.articles.keys()].filter((place) => !kept.has(place)),
        ),
      ]
    })
  }

  /** After a failure nothing more can be added: half an article may be on disk. */
  private async attempt(step: () => Promise<void>): Promise<void> {
    try {
      await writing(this.options.folder, step)
    } catch (error) {
      this.state = 'failed'
      await this.discard()
      throw error
    }
  }

  private async discard(): Promise<void> {
    await this.segment.close().catch(() => undefined)
    await rm(this.writingFolder, { recursive: true, force: true }).catch(() => undefined)
  }

  private requireNew(articleId: string, sourcePath: string): void {
    this.requireOpen()
    if (!this.articleIds.has(articleId)) return
    throw new AttestError(
      'ARTICLE_DUPLICATE_ID',
      `Expected one article with the id "${articleId}", got a second one (${sourcePath}).`,
    )
  }

  private requireOpen(): void {
    if (this.state === 'open') return
    throw new AttestError(
      'INDEX_WRITE_FAILED',
      `Expected a writer that is open, got one that has ${this.state}. Begin a new one.`,
    )
  }
}

/** A damaged CURRENT is what a new version mends. */
async function currentVersionOrNull(folder: string): Promise<string | null> {
  try {
    return await readCurrentVersion(folder)
  } catch {
    return null
  }
}

async function writing<Result>(folder: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    const { message } = asError(error)
    throw new AttestError(
      'INDEX_WRITE_FAILED',
      `Could not write the index in ${folder}: ${message}. The index is as it was. Make sure that the folder can be written to and its disk has space, then run "attest ingest" again.`,
      { cause: error },
    )
  }
}
