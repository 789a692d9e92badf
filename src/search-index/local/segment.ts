import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AttestError, asError } from '../../errors.js'
import type { TextFile } from './article-texts.js'
import { type FileSum, fileSum } from './durable-files.js'
import { HnswGraph } from './hnsw-graph.js'
import { indexError } from './index-error.js'
import type { SegmentEntry } from './manifest.js'
import {
  type PassageArrays,
  type PhraseArrays,
  type PostingArrays,
  passageSchema,
  phraseSchema,
  postingSchema,
  type StoredArticle,
  type StoredArticleDetails,
  segmentFileNames,
  type VectorArrays,
  vectorSchema,
} from './segment-files.js'
import { readExactly, readTypedArrays } from './typed-array-file.js'

/** A segment that is open: arrays in memory, texts and details on disk. */
export interface Segment {
  readonly articles: readonly StoredArticle[]
  readonly passages: PassageArrays
  readonly vectors: VectorArrays
  readonly postings: PostingArrays
  readonly phrases: PhraseArrays
  readonly graph: HnswGraph | null
  readonly texts: TextFile
  readonly details: TextFile
}

/**
 * Checks the sum of every file before anything of it is used, then loads.
 * @throws {AttestError} `INDEX_DAMAGED`
 */
export async function openSegment(folder: string, entry: SegmentEntry, dimensions: number): Promise<Segment> {
  for (const [name, expected] of Object.entries(entry.files)) await requireSum(join(folder, name), expected)
  return await loadSegment(folder, entry, dimensions)
}

/** @throws {AttestError} `INDEX_DAMAGED` where the file is not the one that was written. */
export async function requireSum(path: string, expected: FileSum): Promise<void> {
  const found = await orDamaged(path, () => fileSum(path))
  if (found.bytes !== expected.bytes) throw indexError(path, `expected ${expected.bytes} bytes, found ${found.bytes}`)
  if (found.sha256 !== expected.sha256) throw indexError(path, 'its content does not have the sum that was written')
}

/** The same for files whose sums were checked a moment ago. @throws {AttestError} `INDEX_DAMAGED` */
export async function loadSegment(folder: string, entry: SegmentEntry, dimensions: number): Promise<Segment> {
  const load = <Result>(
    file: keyof typeof segmentFileNames,
    read: (path: string) => Promise<Result>,
  ): Promise<Result> => {
    const path = join(folder, segmentFileNames[file])
    return orDamaged(path, () => read(path))
  }
  const loaded = {
    articles: await load('articles', readJsonLines),
    passages: await load('passages', (path) => readTypedArrays(path, passageSchema)),
    vectors: await load('vectors', (path) => readTypedArrays(path, vectorSchema)),
    postings: await load('postings', (path) => readTypedArrays(path, postingSchema)),
    phrases: await load('phrases', (path) => readTypedArrays(path, phraseSchema)),
    graph:
      segmentFileNames.graph in entry.files
        ? await load('graph', (path) => HnswGraph.read(path, dimensions, entry.passages))
        : null,
  }
  // Last, so that nothing stays open where something before was damaged.
  const texts = await load('texts', openTextFile)
  try {
    return { ...loaded, texts, details: await load('details', openTextFile) }
  } catch (error) {
    await texts.handle.close()
    throw error
  }
}

/** Where the passages of an article are in its segment. @param place the article's. */
export function passagesOf({ passages: { articleFirsts } }: Segment, place: number): { first: number; count: number } {
  const first = articleFirsts[place]!
  return { first, count: articleFirsts[place + 1]! - first }
}

export async function closeSegment(segment: Segment): Promise<void> {
  await Promise.all([segment.texts.handle.close(), segment.details.handle.close()])
}

/** @throws {AttestError} `INDEX_DAMAGED` */
export async function readDetails({ details }: Segment, article: StoredArticle): Promise<StoredArticleDetails> {
  const { start, length } = article.detailsRange
  return await orDamaged(details.path, async () => {
    const line = await readExactly(details.handle, Buffer.allocUnsafe(length), start)
    return JSON.parse(line.toString()) as StoredArticleDetails
  })
}

async function openTextFile(path: string): Promise<TextFile> {
  const handle: FileHandle = await open(path, 'r')
  return { path, handle }
}

/** Not `readline`, which also ends a line at U+2028, and JSON leaves that as it is. */
async function readJsonLines(path: string): Promise<StoredArticle[]> {
  const bytes = await readFile(path)
  const articles: StoredArticle[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\n', start)
    articles.push(JSON.parse(bytes.toString('utf8', start, end)) as StoredArticle)
    start = end + 1
  }
  return articles
}

async function orDamaged<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof AttestError) throw error
    throw indexError(path, asError(error).message, error)
  }
}
