import { constants } from 'node:fs'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import nodePath from 'node:path'
import { ArticleError, AttestError, asError, isLackOfResources } from '../errors.js'
import type { ArticleWarning } from './article.js'
import { formatByExtension } from './formats.js'
import { sideCarEnding, sideCarPathOf } from './side-car.js'

export const maxArticleBytes = 5 * 1024 * 1024

/** A file that should be an article. Paths are inside the corpus, with `/` between their parts. */
export interface SourceFile {
  readonly path: string
  readonly sideCarPath: string | null
}

export interface CorpusListing {
  /** Ordered by path, in code units: the same on every machine. */
  readonly files: readonly SourceFile[]
  /** Files and links that are no articles, each with the reason. */
  readonly skipped: readonly ArticleWarning[]
}

/**
 * Lists a folder and the folders in it. Hidden files and `node_modules` are passed over in silence.
 *
 * @throws {AttestError} `CORPUS_UNREADABLE`.
 */
export async function listCorpus(folder: string): Promise<CorpusListing> {
  const root = await realFolder(folder)
  const paths: string[] = []
  const skipped: ArticleWarning[] = []
  const sideCars = new Set<string>()
  for (const path of await walk(root, '', skipped)) {
    if (path.endsWith(sideCarEnding)) sideCars.add(path)
    else if (formatByExtension(path) === null)
      skipped.push(skip(path, 'FILE_SKIPPED', 'no format is known for this ending; it is left out.'))
    else paths.push(path)
  }
  const files = paths
    .sort(byCodeUnits)
    .map((path) => ({ path, sideCarPath: sideCars.has(sideCarPathOf(path)) ? sideCarPathOf(path) : null }))
  const used = new Set(files.map((file) => file.sideCarPath))
  for (const path of sideCars)
    if (!used.has(path)) skipped.push(skip(path, 'FILE_SKIPPED', 'it stands beside no article; rename it after one.'))
  return { files, skipped: skipped.sort((a, b) => byCodeUnits(a.path, b.path)) }
}

async function realFolder(folder: string): Promise<string> {
  try {
    const root = await realpath(folder)
    if (!(await stat(root)).isDirectory()) throw new Error('it is a file')
    return root
  } catch (thrown) {
    const problem = `The corpus folder ${folder} cannot be read (${asError(thrown).message}); create it or set ATTEST_CORPUS_DIR to another folder.`
    throw new AttestError('CORPUS_UNREADABLE', problem, { cause: thrown })
  }
}

async function walk(root: string, folder: string, skipped: ArticleWarning[]): Promise<string[]> {
  const entries = await readFolder(root, folder)
  const paths: string[] = []
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isDirectory()) paths.push(...(await walk(root, path, skipped)))
    else if (entry.isFile()) paths.push(path)
    else if (!entry.isSymbolicLink()) skipped.push(skip(path, 'FILE_SKIPPED', 'it is no regular file; it is left out.'))
    else if (!(await leadsToFolder(root, path))) paths.push(path)
    else skipped.push(skip(path, 'LINK_SKIPPED', 'links to folders are not followed; move the folder here.'))
  }
  return paths
}

const readFolder = async (root: string, folder: string) => {
  try {
    return await readdir(nodePath.join(root, folder), { withFileTypes: true })
  } catch (thrown) {
    const problem = `The folder ${folder === '' ? root : folder} in the corpus cannot be read (${asError(thrown).message}); allow reading it.`
    throw new AttestError('CORPUS_UNREADABLE', problem, { cause: thrown })
  }
}

const leadsToFolder = async (root: string, path: string): Promise<boolean> => {
  const found = await stat(nodePath.join(root, path)).catch(() => null)
  return found?.isDirectory() ?? false
}

/**
 * Reads one listed file.
 *
 * @throws {ArticleError} `ARTICLE_OUTSIDE_CORPUS`, `ARTICLE_TOO_LARGE` (before anything is read), `ARTICLE_UNREADABLE`.
 * @throws {AttestError} `CORPUS_UNREADABLE` where the next file could be read no more than this one.
 */
export async function readCorpusFile(folder: string, path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const root = await realpath(folder)
    const file = await realpath(nodePath.join(root, path))
    if (!file.startsWith(root.endsWith(nodePath.sep) ? root : root + nodePath.sep)) {
      throw new ArticleError(
        'ARTICLE_OUTSIDE_CORPUS',
        path,
        null,
        'the link leads out of the corpus; put the file itself here.',
      )
    }
    return await readRegularFile(file, path, maxBytes)
  } catch (thrown) {
    if (thrown instanceof ArticleError) throw thrown
    const { code = '' } = thrown as NodeJS.ErrnoException
    if (isLackOfResources(thrown)) throw corpusUnreadable(path, thrown)
    const problem =
      code === 'ENOENT'
        ? 'there is no such file; check its name.'
        : `the file cannot be read (${asError(thrown).message}); allow reading it or remove it.`
    throw new ArticleError('ARTICLE_UNREADABLE', path, null, problem, { cause: thrown })
  }
}

function corpusUnreadable(path: string, cause: unknown): AttestError {
  const problem = `The corpus cannot be read: ${path} could not be opened (${asError(cause).message}).`
  return new AttestError('CORPUS_UNREADABLE', `${problem} Close other programs or raise the limit, and ingest again.`, {
    cause,
  })
}

async function readRegularFile(file: string, path: string, maxBytes: number): Promise<Uint8Array> {
  // NOFOLLOW: the path was resolved, so a link here was put in its place since. NONBLOCK: a pipe must not keep the reader waiting.
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const found = await handle.stat()
    if (!found.isFile()) {
      const problem = found.isDirectory() ? 'found a folder; name a file in it.' : 'found a pipe, device or socket.'
      throw new ArticleError('ARTICLE_UNREADABLE', path, null, `expected a file, ${problem}`)
    }
    if (found.size > maxBytes) {
      const problem = `the file has ${found.size} bytes, more than the ${maxBytes} that are read; split it.`
      throw new ArticleError('ARTICLE_TOO_LARGE', path, null, problem)
    }
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

const skip = (path: string, code: 'FILE_SKIPPED' | 'LINK_SKIPPED', problem: string): ArticleWarning => ({
  code,
  path,
  line: null,
  message: `${path}: ${problem}`,
})

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
