import type { Context } from 'hono'
import type { App } from '../app-type.js'
import type { StaticFile } from '../static-files.js'

/** Where each page stands; an article's page reads its article over the API, as all of them do. */
const addresses: Readonly<Record<string, string>> = {
  'ask.html': '/',
  'write.html': '/write',
  'library.html': '/library',
  'status.html': '/status',
  'article.html': '/articles/:id',
}

/** The pages: a fixed list of files, so no path of a request ever reaches the file system. */
export function addPages(app: App, files: ReadonlyMap<string, StaticFile>): void {
  for (const [name, file] of files) app.get(addresses[name] ?? `/${name}`, (c) => respond(c, file))
}

/** A browser asks each time and is told in a few bytes that nothing changed. */
function respond(c: Context, { contentType, body, gzipped, etag }: StaticFile): Response {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' }
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
  return takesGzip(c.req.header('accept-encoding') ?? '')
    ? c.body(gzipped, 200, { ...headers, 'Content-Type': contentType, 'Content-Encoding': 'gzip' })
    : c.body(body, 200, { ...headers, 'Content-Type': contentType })
}

const takesGzip = (header: string): boolean => /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(header)
