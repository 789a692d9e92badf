import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { DraftBlock } from './article-text.js'
import { composeArticle } from './compose-article.js'
import type { ArticleFormat } from './format.js'
import { readHtmlBlocks } from './html-blocks.js'
import { readHtmlStatements } from './html-metadata.js'
import { markHtml } from './html-source.js'

/** A web page as it was saved: the article is found among navigation and notices; nothing in it runs. */
export const html: ArticleFormat = {
  mediaType: 'text/html',
  extensions: ['.html', '.htm'],
  claims: ({ text }) => /^\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)[\s>]/i.test(text.slice(0, 1_000)),
  parse({ path, text }) {
    const marked = markHtml(text)
    const page = asPage(marked.html)
    const document = parsePage(page)
    const { statements, warnings } = readHtmlStatements(path, document, marked.jsonLd)
    const drafts = readReadable(document) ?? readHtmlBlocks(parsePage(page).body)
    return composeArticle({ path, drafts, statements, statedId: null, aliases: [], warnings })
  },
}

/** Readability and linkedom need a body; pages and fragments may leave it out. */
function asPage(marked: string): string {
  if (/<body[\s>]/i.test(marked)) return marked
  const head = /<\/head>|<html[^>]*>/i.exec(marked)
  if (head === null) return `<html><head></head><body>${marked}</body></html>`
  const end = head.index + head[0].length
  return `${marked.slice(0, end)}<body>${marked.slice(end)}`
}

const parsePage = (page: string): Document => parseHTML(page).document

/** The blocks of what readability takes for the article; null where it finds none. It changes the document. */
function readReadable(document: Document): DraftBlock[] | null {
  const readable = new Readability<Node>(document, { serializer: (node) => node, disableJSONLD: true }).parse()
  if (!readable?.content) return null
  const drafts = readHtmlBlocks(readable.content as Element)
  return drafts.length > 0 ? drafts : null
}
