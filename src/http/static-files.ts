import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { AttestError } from '../errors.js'

export interface StaticFile {
  readonly contentType: string
  readonly body: Uint8Array<ArrayBuffer>
  readonly gzipped: Uint8Array<ArrayBuffer>
  /** Of its content, weak because it is the same for the compressed bytes. */
  readonly etag: string
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Reads the built pages into memory, by name: `ask.html`, `style.css`.
 *
 * @throws {AttestError} `CONFIG_PAGES_MISSING` where they were not built.
 */
export function readStaticFiles(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  for (const name of namesIn(folder)) {
    const contentType = contentTypes[extname(name)]
    if (contentType !== undefined) files.set(name, staticFile(contentType, readFileSync(join(folder, name))))
  }
  return files
}

export function staticFile(contentType: string, content: Uint8Array | string): StaticFile {
  const body = Buffer.from(content)
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { contentType, body, gzipped: gzipSync(body), etag }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch (thrown) {
    const hint = 'Run "npm run build" first.'
    throw new AttestError('CONFIG_PAGES_MISSING', `Expected the built pages in ${folder}. ${hint}`, { cause: thrown })
  }
}
