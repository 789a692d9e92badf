import { html, raw } from 'hono/html'
import type { Article, Block, Span } from '../../articles/article.js'
import type { Attest } from '../../attest.js'
import { AttestError } from '../../errors.js'
import type { App } from '../app-type.js'

/** A page for people: the article as it is stored, with the cited words marked. Everything of the article is text. */
export function addArticlePage(app: App, attest: Attest): void {
  app.get('/articles/:id', async (c) => {
    const id = c.req.param('id')
    const article = await attest.article(id)
    if (article === null) throw new AttestError('NOT_FOUND', `There is no article ${JSON.stringify(id)}.`)
    const cited = citedSpan(article, c.req.query('start'), c.req.query('end'))
    const text = c.req.query('text')
    const edited = text !== undefined && !article.textSha256.startsWith(text.toLowerCase())
    return c.html(await page(article, edited ? null : cited, edited))
  })
}

function citedSpan(article: Article, start: string | undefined, end: string | undefined): Span | null {
  const span = { start: Number(start ?? Number.NaN), end: Number(end ?? Number.NaN) }
  const inside = Number.isInteger(span.start) && Number.isInteger(span.end) && span.start >= 0 && span.start < span.end
  return inside && span.end <= article.text.length ? span : null
}

function page(article: Article, cited: Span | null, edited: boolean) {
  const { title, language } = article.metadata
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title ?? article.id} · Attest</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/style.css">
    <script type="module" src="/article.js"></script>
  </head>
  <body>
    <main>
      <p class="back"><a href="/">← Ask a question</a></p>
      <article class="article" lang="${language ?? 'en'}" dir="auto">
        ${header(article)}
        ${edited ? html`<p class="notice" role="status" lang="en">The article has changed since these words were cited; they are not marked below.</p>` : ''}
        ${blockElements(article, cited)}
      </article>
    </main>
  </body>
</html>`
}

function header({ id, metadata }: Article) {
  const authors = metadata.authors.map((author) =>
    'literal' in author ? author.literal : `${author.given} ${author.family}`,
  )
  const facts = [authors.join(', '), metadata.publisher, metadata.published ?? 'no date'].filter(Boolean)
  return html`<header>
    <h1>${metadata.title ?? id}</h1>
    ${metadata.standfirst === null ? '' : html`<p class="standfirst">${metadata.standfirst}</p>`}
    <p class="facts">${facts.map((fact, i) => html`${i > 0 ? ' · ' : ''}<bdi>${fact}</bdi>`)}</p>
    ${metadata.url === null ? '' : html`<p class="facts"><a href="${metadata.url}" rel="noreferrer noopener"><bdi>${metadata.url}</bdi></a></p>`}
    ${metadata.status === 'retracted' ? html`<p class="notice" role="status">This article has been retracted.</p>` : ''}
  </header>`
}

const openTag: Record<Block['kind'], (block: Block) => string> = {
  heading: ({ level }) => `h${Math.min(6, Math.max(2, level ?? 2))}`,
  paragraph: () => 'p',
  'list-item': () => 'p',
  quotation: () => 'blockquote',
  'table-row': () => 'p',
  code: () => 'pre',
}

/** A title block is left out: the header shows it. Only the first marked piece carries the id that the address points at. */
function blockElements({ text, blocks }: Article, cited: Span | null) {
  const shown = blocks.filter(({ boilerplate }) => boilerplate !== 'title')
  const first = shown.find(({ span }) => overlap(span, cited) !== null)
  return shown.map((block) => {
    const tag = raw(openTag[block.kind](block))
    const className = block.boilerplate === null ? block.kind : `${block.kind} boilerplate`
    const words = marked(text, block.span, overlap(block.span, cited), block === first)
    return html`<${tag} class="${className}" dir="auto">${words}</${tag}>\n`
  })
}

function marked(text: string, { start, end }: Span, part: Span | null, first: boolean) {
  if (part === null) return text.slice(start, end)
  const mark = html`<mark${raw(first ? ' id="cited"' : '')}>${text.slice(part.start, part.end)}</mark>`
  return html`${text.slice(start, part.start)}${mark}${text.slice(part.end, end)}`
}

function overlap(block: Span, cited: Span | null): Span | null {
  if (cited === null) return null
  const part = { start: Math.max(block.start, cited.start), end: Math.min(block.end, cited.end) }
  return part.start < part.end ? part : null
}
