import type { FileHandle } from 'node:fs/promises'
import { indexError } from './index-error.js'
import { textSha256 } from './indexable.js'
import type { StoredArticle } from './segment-files.js'
import { readExactly } from './typed-array-file.js'

/** Where a text stands. */
export interface TextFile {
  readonly path: string
  readonly handle: FileHandle
}

const bytesPerCodeUnit = 2

/**
 * Articles' whole texts, read from disk and checked against their hashes. What was used last stays in memory, up to
 * `maxBytes` together, and is not checked again.
 */
export class ArticleTexts {
  // A Map keeps the order of insertion; the text that was used longest ago comes first.
  private readonly recent = new Map<StoredArticle, Promise<string>>()
  private bytes = 0

  constructor(private readonly maxBytes: number) {}

  /** @throws {AttestError} `INDEX_DAMAGED` where the text is not the one that was indexed. */
  async text(article: StoredArticle, file: TextFile): Promise<string> {
    const known = this.recent.get(article)
    if (known) {
      this.recent.delete(article)
      this.recent.set(article, known)
      return await known
    }
    const reading = readVerified(article, file)
    this.recent.set(article, reading)
    this.bytes += bytesOf(article)
    this.evict()
    try {
      return await reading
    } catch (error) {
      if (this.recent.get(article) === reading) this.forget(article)
      throw error
    }
  }

  private evict(): void {
    for (const article of this.recent.keys()) {
      if (this.bytes <= this.maxBytes) return
      this.forget(article)
    }
  }

  private forget(article: StoredArticle): void {
    this.recent.delete(article)
    this.bytes -= bytesOf(article)
  }
}

const bytesOf = (article: StoredArticle): number => article.textRange.length * bytesPerCodeUnit

async function readVerified(article: StoredArticle, { path, handle }: TextFile): Promise<string> {
  const { start } = article.textRange
  const bytes = Buffer.allocUnsafe(bytesOf(article))
  try {
    await readExactly(handle, bytes, start * bytesPerCodeUnit)
  } catch (error) {
    throw indexError(path, `the text of article "${article.id}" cannot be read`, error)
  }
  const text = bytes.toString('utf16le')
  if (textSha256(text) === article.textSha256) return text
  throw indexError(path, `the text of article "${article.id}" is not the one that was indexed`)
}
