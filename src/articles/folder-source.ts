import { createHash } from 'node:crypto'
import { ArticleError } from '../errors.js'
import type { Article, ArticleWarning } from './article.js'
import { type ArticleParser, createArticleParser, defaultParseTimeoutMs } from './article-parser.js'
import { type CorpusListing, listCorpus, maxArticleBytes, readCorpusFile, type SourceFile } from './corpus-files.js'
import type { ReadArticle } from './read-article.js'

export interface FolderSourceOptions {
  readonly folder: string
  /** Per file, default 10,000. */
  readonly parseTimeoutMs?: number
  /** Per file, default 5 MiB. */
  readonly maxBytes?: number
}

/** What became of one file; a failure never stops the others. */
export type FileOutcome =
  | { readonly kind: 'article'; readonly article: Article; readonly warnings: readonly ArticleWarning[] }
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

/** A folder of articles. */
export interface FolderSource {
  /** @throws {AttestError} `CORPUS_UNREADABLE`. */
  list(): Promise<CorpusListing>
  /**
   * Reads every file, parses none. In the order of `list`.
   * @throws {AttestError} `CORPUS_UNREADABLE`.
   */
  fingerprints(): Promise<SourceFingerprint[]>
  /**
   * One outcome a file, in the order of `list`. Of two files with one id the second fails.
   * @throws {AttestError} `CORPUS_UNREADABLE`.
   */
  read(): AsyncIterable<FileOutcome>
  close(): Promise<void>
}

export function createFolderSource({
  folder,
  parseTimeoutMs = defaultParseTimeoutMs,
  maxBytes = maxArticleBytes,
}: FolderSourceOptions): FolderSource {
  const parser = createArticleParser({ parseTimeoutMs })
  const readBytes = (path: string): Promise<Uint8Array> => readCorpusFile(folder, path, maxBytes)
  return {
    list: () => listCorpus(folder),
    async fingerprints() {
      const { files } = await listCorpus(folder)
      const fingerprints: SourceFingerprint[] = []
      for (const { path, sideCarPath } of files) {
        fingerprints.push({
          path,
          sha256: await hashOf(path, readBytes),
          sideCarSha256: sideCarPath && (await hashOf(sideCarPath, readBytes)),
        })
      }
      return fingerprints
    },
    async *read() {
      const { files } = await listCorpus(folder)
      const pathsById = new Map<string, string>()
      for (const file of files) yield await readFile(file, readBytes, parser, pathsById)
    },
    close: () => parser.close(),
  }
}

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
    return { kind: 'article', ...withUniqueId(read, pathsById) }
  } catch (error) {
    if (!(error instanceof ArticleError)) throw error
    return { kind: 'failed', path, error, warnings: [] }
  }
}

function withUniqueId(read: ReadArticle, pathsById: Map<string, string>): ReadArticle {
  const { id, sourcePath } = read.article
  const other = pathsById.get(id)
  if (other !== undefined) {
    const problem = `its id "${id}" belongs to ${other} already; rename one of the two or give one an id of its own.`
    throw new ArticleError('ARTICLE_DUPLICATE_ID', sourcePath, null, problem)
  }
  pathsById.set(id, sourcePath)
  return read
}

async function hashOf(path: string, readBytes: (path: string) => Promise<Uint8Array>): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readBytes(path))
      .digest('hex')
  } catch (error) {
    if (error instanceof ArticleError) return null
    throw error
  }
}
