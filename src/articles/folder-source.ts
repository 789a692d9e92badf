import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import nodePath from 'node:path'
import { ArticleError } from '../errors.js'
import { mapConcurrently } from '../map-concurrently.js'
import type { Article, ArticleWarning } from './article.js'
import { type ArticleParser, createArticleParser } from './article-parser.js'
import { type CorpusListing, listCorpus, maxArticleBytes, readCorpusFile, type SourceFile } from './corpus-files.js'
import { KnownFiles } from './known-files.js'
import type { ReadArticle } from './read-article.js'

export interface FolderSourceOptions {
  readonly folder: string
  /** Parses the files; whoever made it closes it. By default one of the source's own. */
  readonly parser?: ArticleParser
  /** Per file, default 5 MiB. */
  readonly maxBytes?: number
  /** What a source of this folder knew before. By default nothing. */
  readonly knownFiles?: KnownFiles
}

/** What became of one file; a failure never stops the others. */
export type FileOutcome =
  | { readonly kind: 'unchanged'; readonly articleId: string; readonly path: string; readonly warnings: readonly [] }
  | {
      readonly kind: 'article'
      readonly article: Article
      /** Of the side-car that was read with it. */
      readonly sideCarSha256: string | null
      readonly warnings: readonly ArticleWarning[]
    }
  | {
      readonly kind: 'failed'
      readonly path: string
      readonly error: ArticleError
      readonly warnings: readonly ArticleWarning[]
    }

/** Says whether a file is the one that was read before; null where it cannot be read. SHA-256, lower-case hex. */
export interface SourceFingerprint {
  readonly path: string
  readonly sha256: string | null
  readonly sideCarSha256: string | null
}

/** A folder of articles, which is listed once: what is added later belongs to the next source of it. */
export interface FolderSource {
  /** @throws {AttestError} `CORPUS_UNREADABLE`. */
  list(): Promise<CorpusListing>
  /**
   * Reads every file that is not known, parses none. In the order of `list`.
   * @throws {AttestError} `CORPUS_UNREADABLE`.
   */
  fingerprints(): Promise<SourceFingerprint[]>
  /**
   * One outcome a file, in the order of `list`. Of two files with one id the second fails.
   * @param unchanged files that need not be read, by path, with the id of their article.
   * @throws {AttestError} `CORPUS_UNREADABLE`.
   */
  read(unchanged?: ReadonlyMap<string, string>): AsyncIterable<FileOutcome>
  close(): Promise<void>
}

export function createFolderSource({
  folder,
  parser: given,
  maxBytes = maxArticleBytes,
  knownFiles = new KnownFiles(),
}: FolderSourceOptions): FolderSource {
  const parser = given ?? createArticleParser()
  const readBytes = (path: string): Promise<Uint8Array> => readCorpusFile(folder, path, maxBytes)
  let listing: Promise<CorpusListing> | null = null
  const list = (): Promise<CorpusListing> => {
    listing ??= listCorpus(folder)
    return listing
  }
  const hashesOf = async (paths: readonly string[]): Promise<ReadonlyMap<string, string | null>> => {
    const hasKnown = !knownFiles.isEmpty
    const hashes = new Map<string, string | null>()
    const unknown: { readonly path: string; readonly stats: BigIntStats | null }[] = []
    await mapConcurrently(paths, LOOKS_AT_ONCE, async (path) => {
      const stats = await stat(nodePath.join(folder, path), { bigint: true }).catch(() => null)
      const known = stats && knownFiles.hashOf(path, stats)
      if (known === null) unknown.push({ path, stats })
      else hashes.set(path, known)
    })
    // Some file among many is another: it will be parsed.
    if (hasKnown && unknown.length > 0) parser.start()
    await mapConcurrently(unknown, FILES_AT_ONCE, async ({ path, stats }) => {
      const sha256 = await hashOf(path, readBytes)
      if (stats !== null && sha256 !== null) knownFiles.note(path, stats, sha256)
      hashes.set(path, sha256)
    })
    knownFiles.keepOnly(new Set(paths))
    return hashes
  }
  return {
    list,
    async fingerprints() {
      const { files } = await list()
      const hashes = await hashesOf(
        files.flatMap(({ path, sideCarPath }) => [path, ...(sideCarPath ? [sideCarPath] : [])]),
      )
      return files.map(({ path, sideCarPath }) => {
        const sideCarSha256 = sideCarPath && hashes.get(sideCarPath)!
        // A side-car that cannot be read is not the same as none: it may say that the article is retracted.
        const isReadable = sideCarPath === null || sideCarSha256 !== null
        return { path, sha256: isReadable ? hashes.get(path)! : null, sideCarSha256 }
      })
    },
    async *read(unchanged = new Map()) {
      const { files } = await list()
      const pathsById = new Map<string, string>()
      for (const file of files) {
        const articleId = unchanged.get(file.path)
        yield articleId === undefined
          ? await readFile(file, readBytes, parser, pathsById)
          : notRead(file.path, articleId, pathsById)
      }
    },
    async close() {
      if (given === undefined) await parser.close()
    },
  }
}

/** Of files that are read: few enough to spare file handles and memory; a file may have 5 MiB. */
const FILES_AT_ONCE = 8
/** Of files whose size and moments of change are looked at, which of a large corpus are all but a few. */
const LOOKS_AT_ONCE = 256

async function readFile(
  { path, sideCarPath }: SourceFile,
  readBytes: (path: string) => Promise<Uint8Array>,
  parser: ArticleParser,
  pathsById: Map<string, string>,
): Promise<FileOutcome> {
  try {
    const bytes = await readBytes(path)
    const sideCarBytes = sideCarPath === null ? null : await readBytes(sideCarPath)
    const read = await parser.parse({ path, bytes, sideCarBytes })
    const sideCarSha256 = sideCarBytes && sha256Of(sideCarBytes)
    return { kind: 'article', ...withUniqueId(read, pathsById), sideCarSha256 }
  } catch (error) {
    if (!(error instanceof ArticleError)) throw error
    return { kind: 'failed', path, error, warnings: [] }
  }
}

function notRead(path: string, articleId: string, pathsById: Map<string, string>): FileOutcome {
  const error = takeId(articleId, path, pathsById)
  if (error !== null) return { kind: 'failed', path, error, warnings: [] }
  return { kind: 'unchanged', articleId, path, warnings: [] }
}

function withUniqueId(read: ReadArticle, pathsById: Map<string, string>): ReadArticle {
  const { id, sourcePath } = read.article
  const error = takeId(id, sourcePath, pathsById)
  if (error !== null) throw error
  return read
}

function takeId(id: string, path: string, pathsById: Map<string, string>): ArticleError | null {
  const other = pathsById.get(id)
  if (other !== undefined) {
    const problem = `its id "${id}" belongs to ${other} already; rename one of the two or give one an id of its own.`
    return new ArticleError('ARTICLE_DUPLICATE_ID', path, null, problem)
  }
  pathsById.set(id, path)
  return null
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function hashOf(path: string, readBytes: (path: string) => Promise<Uint8Array>): Promise<string | null> {
  try {
    return sha256Of(await readBytes(path))
  } catch (error) {
    if (error instanceof ArticleError) return null
    throw error
  }
}
