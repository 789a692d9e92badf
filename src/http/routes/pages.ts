import type { App } from '../app-type.js'

export interface StaticFile {
  readonly contentType: string
  readonly body: string
}

/** The pages: a fixed list of files, so no path of a request ever reaches the file system. */
export function addPages(app: App, files: ReadonlyMap<string, StaticFile>): void {
  for (const [path, { contentType, body }] of files) {
    app.get(path, (c) => c.body(body, 200, { 'Content-Type': contentType, 'Cache-Control': 'no-cache' }))
  }
}
