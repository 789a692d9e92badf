import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from '../../articles/article.js'
import { AttestError, asError } from '../../errors.js'
import type { IndexedPassage, IndexWriter } from '../search-index.js'
import { readCurrentVersion, replaceCurrentVersion, versionName } from './current-version.js'
import { renameDurably, syncPath } from './durable-files.js'
import { requireIndexable } from './indexable.js'
import { indexFormatVersion, segmentsFolder, versionsFolder, writeManifest } from './manifest.js'
import { nextVersionNumber, removeOldVersions, removeUnfinished, writingFolderOf } from './remove-versions.js'
import { SegmentWriter } from './segment-writer.js'

export interface LocalIndexWriterOptions {
  /** Made where it is missing. One writer at a time: the caller holds the lock. */
  readonly folder: string
  readonly embedderFingerprint: string
  readonly splitterFingerprint: string
  readonly dimensions: number
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
    this.requireOpen()
    if (this.articleIds.has(article.id)) {
      throw new AttestError(
        'ARTICLE_DUPLICATE_ID',
        `Expected one article with the id "${article.id}", got a second one (${article.sourcePath}).`,
      )
    }
    requireIndexable(article, passages, this.options.dimensions)
    await this.attempt(() => this.segment.add(article, passages))
    this.articleIds.add(article.id)
  }

  async commit(corpus: unknown = null): Promise<string> {
    this.requireOpen()
    const { folder, keepVersions = defaultKeepVersions } = this.options
    await this.attempt(() => this.publish(corpus))
    this.state = 'ended'
    // The version is durable and current; what cannot be removed now is left to the next writer.
    await rm(this.writingFolder, { recursive: true, force: true }).catch(() => undefined)
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
    const written = await this.segment.finish()
    await renameDurably(join(this.writingFolder, 'segment'), join(segmentsFolder(folder), this.version))
    // Also makes a new folder's own entries durable.
    await syncPath(folder)
    await writeManifest(folder, this.writingFolder, {
      formatVersion: indexFormatVersion,
      version: this.version,
      createdAt: new Date().toISOString(),
      embedderFingerprint,
      splitterFingerprint,
      dimensions,
      corpus,
      segments: [{ id: this.version, ...written }],
    })
    await replaceCurrentVersion(folder, this.version)
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
