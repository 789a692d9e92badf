import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { StaticFile } from './routes/pages.js'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Reads the pages' files into memory; `index.html` is also `/`. */
export function readStaticFiles(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  for (const name of readdirSync(folder).sort()) {
    const contentType = contentTypes[extname(name)]
    if (contentType === undefined) continue
    const file = { contentType, body: readFileSync(join(folder, name), 'utf8') }
    files.set(name === 'index.html' ? '/' : `/${name}`, file)
  }
  return files
}
