import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from '../../articles/article.js'
import { givingWay } from '../../giving-way.js'
import { indexedText, lexicalTerms } from '../lexical-terms.js'
import type { IndexedPassage } from '../search-index.js'
import { AppendedFile, type FileSum, fileSum, syncPath } from './durable-files.js'
import { HnswGraph } from './hnsw-graph.js'
import { PassagesBuilder } from './passages-builder.js'
import { PhrasesBuilder } from './phrases-builder.js'
import { PostingsBuilder } from './postings-builder.js'
import {
  exactSearchPassages,
  passageSchema,
  phraseSchema,
  postingSchema,
  type StoredArticle,
  type StoredRange,
  segmentFileNames,
  vectorSchema,
} from './segment-files.js'
import { writeTypedArrays } from './typed-array-file.js'

export interface WrittenSegment {
  readonly files: Readonly<Record<string, FileSum>>
  readonly articles: number
  readonly passages: number
}

/** Writes one segment into a new folder. Texts go to disk at once; vectors, postings and phrases are kept until `finish`. */
export class SegmentWriter {
  private passages = new PassagesBuilder()
  private postings = new PostingsBuilder()
  private phrases = new PhrasesBuilder()
  private articleCount = 0
  private passageCount = 0

  private constructor(
    private readonly folder: string,
    private readonly dimensions: number,
    private readonly articles: AppendedFile,
    private readonly details: AppendedFile,
    private readonly texts: AppendedFile,
  ) {}

  static async create(folder: string, dimensions: number): Promise<SegmentWriter> {
    await mkdir(folder)
    const opened: AppendedFile[] = []
    try {
      for (const file of ['articles', 'details', 'texts'] as const) {
        opened.push(await AppendedFile.create(join(folder, segmentFileNames[file])))
      }
    } catch (error) {
      await Promise.allSettled(opened.map((file) => file.finish()))
      throw error
    }
    const [articles, details, texts] = opened
    return new SegmentWriter(folder, dimensions, articles!, details!, texts!)
  }

  /** @param passages of the article, checked by `requireIndexable`. */
  async add(article: Article, passages: readonly IndexedPassage[]): Promise<void> {
    const { text, evidence, blocks, ...rest } = article
    const textRange: StoredRange = { start: this.texts.position / 2, length: text.length }
    await this.texts.append(Buffer.from(text, 'utf16le'))
    await this.phrases.addText(text, textRange.start)
    const detailsRange = await appendJsonLine(this.details, { evidence, blocks })
    const stored: StoredArticle = { ...rest, textRange, detailsRange }
    await appendJsonLine(this.articles, stored)
    this.passages.startArticle()
    const giveWay = givingWay()
    for (const { passage, vector, sentenceVectors } of passages) {
      const indexed = indexedText(article.metadata.title, passage.headings, passage.text)
      this.postings.addPassage(lexicalTerms(indexed).map(({ term }) => term))
      this.passages.addPassage(passage, vector, sentenceVectors)
      await giveWay()
    }
    this.articleCount += 1
    this.passageCount += passages.length
  }

  /** Writes the rest, syncs the folder and reads all of it back for its sums. @param signal breaks it off. */
  async finish(signal?: AbortSignal): Promise<WrittenSegment> {
    await this.close()
    const passageVectors = await this.writeCollected()
    const hasGraph = this.passageCount > exactSearchPassages
    if (hasGraph) {
      const graph = await HnswGraph.build(passageVectors, this.dimensions, signal)
      await graph.write(this.path('graph'))
    }
    await syncPath(this.folder)
    const files: Record<string, FileSum> = {}
    for (const name of Object.values(segmentFileNames)) {
      if (name !== segmentFileNames.graph || hasGraph) files[name] = await fileSum(join(this.folder, name))
    }
    return { files, articles: this.articleCount, passages: this.passageCount }
  }

  /** Syncs and closes the files that are appended to. */
  async close(): Promise<void> {
    const outcomes = await Promise.allSettled([this.articles, this.details, this.texts].map((file) => file.finish()))
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failure) throw failure.reason
  }

  /**
   * Lets each kind go once it is on disk: building the graph, which follows, needs memory of its own.
   * @returns the passages' vectors.
   */
  private async writeCollected(): Promise<Float32Array> {
    await writeTypedArrays(this.path('postings'), postingSchema, await this.postings.build())
    this.postings = new PostingsBuilder()
    await writeTypedArrays(this.path('phrases'), phraseSchema, await this.phrases.build())
    this.phrases = new PhrasesBuilder()
    const { passages, vectors } = this.passages.build()
    this.passages = new PassagesBuilder()
    await writeTypedArrays(this.path('passages'), passageSchema, passages)
    await writeTypedArrays(this.path('vectors'), vectorSchema, vectors)
    return vectors.passageVectors
  }

  private path(file: keyof typeof segmentFileNames): string {
    return join(this.folder, segmentFileNames[file])
  }
}

/** @returns the line's bytes, without its end. */
async function appendJsonLine(file: AppendedFile, value: unknown): Promise<StoredRange> {
  const line = Buffer.from(`${JSON.stringify(value)}\n`)
  const start = file.position
  await file.append(line)
  return { start, length: line.length - 1 }
}
