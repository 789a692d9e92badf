import { createHash } from 'node:crypto'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface FileSum {
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** Size and SHA-256 of a file, read a piece at a time. */
export async function fileSum(path: string): Promise<FileSum> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'r')
  try {
    const piece = Buffer.allocUnsafe(1 << 20)
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, bytes)
      if (bytesRead === 0) break
      hash.update(piece.subarray(0, bytesRead))
      bytes += bytesRead
    }
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Makes what was written under `path` (file or folder) survive a power cut. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a new file and syncs it. The name itself is durable once the folder is synced. */
export async function writeFileDurably(path: string, contents: Iterable<Uint8Array>): Promise<void> {
  const file = await AppendedFile.create(path)
  try {
    for (const content of contents) await file.append(content)
  } finally {
    await file.finish()
  }
}

/** Moves a whole, synced file or folder to its place, at once and durably. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to)
  await syncPath(dirname(to))
  if (dirname(from) !== dirname(to)) await syncPath(dirname(from))
}

/** A new file that only grows. */
export class AppendedFile {
  private length = 0
  private failure: unknown = null

  private constructor(private readonly handle: FileHandle) {}

  static async create(path: string): Promise<AppendedFile> {
    return new AppendedFile(await open(path, 'wx'))
  }

  /** Bytes appended so far. */
  get position(): number {
    return this.length
  }

  async append(content: Uint8Array): Promise<void> {
    // Not `write`, which may write a part and say so only in its return value.
    await this.handle.appendFile(content).catch((error: unknown) => {
      this.failure = error
      throw error
    })
    this.length += content.byteLength
  }

  /** Syncs and closes. @throws what an append threw, or where the file is not as long as what was appended. */
  async finish(): Promise<void> {
    try {
      if (this.failure !== null) throw this.failure
      await this.handle.sync()
      const { size } = await this.handle.stat()
      if (size !== this.length) throw new Error(`expected ${this.length} bytes on disk, found ${size}`)
    } finally {
      await this.handle.close()
    }
  }
}
