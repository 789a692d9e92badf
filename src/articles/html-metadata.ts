import type { ArticleWarning, Evidence, MetadataField } from './article.js'
import { collapseWhiteSpace, comparable } from './article-text.js'
import { authorsFromByline } from './author-names.js'
import { isLinkedObject, type LinkedObject, readJsonLd, typesOf } from './json-ld.js'
import { readLineMarks, withoutLineMarks } from './line-marks.js'
import type { Statement } from './stated-metadata.js'
import type { YamlValue } from './yaml-mapping.js'

/** Names of meta elements (`name`, `property` or `itemprop`), lower case, the most telling first. */
const metaNames: { readonly [Field in MetadataField]: readonly string[] } = {
  title: ['og:title', 'citation_title', 'dc.title', 'dcterms.title', 'twitter:title'],
  standfirst: ['og:description', 'description', 'dc.description', 'twitter:description'],
  authors: [
    'author',
    'article:author',
    'citation_author',
    'dc.creator',
    'dcterms.creator',
    'parsely-author',
    'sailthru.author',
  ],
  publisher: ['og:site_name', 'citation_publisher', 'dc.publisher', 'dcterms.publisher'],
  series: ['article:series', 'series'],
  published: [
    'article:published_time',
    'datepublished',
    'citation_publication_date',
    'citation_date',
    'dc.date.issued',
    'dcterms.issued',
    'dcterms.date',
    'dc.date',
    'parsely-pub-date',
    'pubdate',
    'date',
  ],
  updated: ['article:modified_time', 'datemodified', 'og:updated_time', 'dcterms.modified', 'last-modified'],
  url: ['og:url', 'citation_public_url'],
  language: ['og:locale', 'dc.language', 'dcterms.language'],
  tags: ['article:tag', 'news_keywords', 'keywords'],
  status: [],
}

const linkedKeys: { readonly [Field in MetadataField]: readonly string[] } = {
  title: ['headline', 'name'],
  standfirst: ['alternativeHeadline', 'description'],
  authors: ['author', 'creator'],
  publisher: ['publisher'],
  series: [],
  published: ['datePublished'],
  updated: ['dateModified'],
  url: ['url', 'mainEntityOfPage'],
  language: ['inLanguage'],
  tags: ['keywords'],
  status: [],
}

const fields = Object.keys(metaNames) as MetadataField[]

export interface HtmlStatements {
  readonly statements: readonly Statement[]
  readonly warnings: readonly ArticleWarning[]
}

/** What a page states about itself, in the order to believe it: its canonical address and language, JSON-LD, meta elements, visible elements. */
export function readHtmlStatements(
  path: string,
  document: Document,
  jsonLd: readonly { text: string; line: number }[],
): HtmlStatements {
  const linked = readLinkedStatements(path, jsonLd)
  const all = [
    ...elementStatements(document),
    ...linked.statements,
    ...metaStatements(document),
    ...visibleStatements(document),
  ]
  return { statements: withoutSiteName(all), warnings: linked.warnings }
}

function readLinkedStatements(path: string, scripts: readonly { text: string; line: number }[]): HtmlStatements {
  const warnings: ArticleWarning[] = []
  for (const { text, line } of scripts) {
    const reading = readJsonLd(text)
    if (reading.kind === 'article') return { statements: linkedStatements(reading.article, line), warnings }
    if (reading.kind === 'none') continue
    warnings.push({
      code: 'INVALID_FIELD',
      path,
      line,
      message: `${path}:${line}: the JSON-LD is not valid JSON; it is left out.`,
    })
  }
  return { statements: [], warnings }
}

function linkedStatements(article: LinkedObject, line: number): Statement[] {
  const statements = fields.flatMap((field) =>
    linkedKeys[field].flatMap((key): Statement[] => {
      const value = field === 'url' ? addressIn(article[key]) : article[key]
      return value === undefined ? [] : [{ field, key, value, line, source: 'json-ld' }]
    }),
  )
  const series = [article.isPartOf]
    .flat()
    .find((part) => isLinkedObject(part) && typesOf(part).some((type) => /Series$/.test(type)))
  return series === undefined
    ? statements
    : [...statements, { field: 'series', key: 'isPartOf', value: series, line, source: 'json-ld' }]
}

const addressIn = (value: YamlValue | undefined): YamlValue | undefined =>
  isLinkedObject(value) ? value['@id'] : value

function metaStatements(document: Document): Statement[] {
  const metas = [...document.querySelectorAll('meta')].map((element) => ({
    key: (
      element.getAttribute('property') ??
      element.getAttribute('name') ??
      element.getAttribute('itemprop') ??
      ''
    ).toLowerCase(),
    content: element.getAttribute('content') ?? '',
    line: lineOf(element),
  }))
  return fields.flatMap((field) =>
    metaNames[field].flatMap((name): Statement[] => {
      const found = metas.filter(({ key, content }) => key === name && content.trim() !== '')
      const [first] = found
      if (first === undefined) return []
      // Authors and tags are repeated elements; of everything else the first counts.
      const isList = (field === 'authors' || field === 'tags') && found.length > 1
      return [
        {
          field,
          key: name,
          value: isList ? found.map(({ content }) => content) : first.content,
          line: first.line,
          source: 'html-meta',
        },
      ]
    }),
  )
}

function elementStatements(document: Document): Statement[] {
  const canonical = document.querySelector('link[rel~="canonical"]')
  const root = document.querySelector('html')
  return [
    ...attributeStatement('url', 'canonical', canonical, 'href', 'html-meta'),
    ...attributeStatement('language', 'lang', root, 'lang', 'html'),
  ]
}

function visibleStatements(document: Document): Statement[] {
  const headings = [...document.querySelectorAll('h1')].filter((heading) => wordsOf(heading) !== '')
  const byline = firstOwn(document, '[itemprop~="author"], [rel~="author"], .byline, .author-name')
  const names = byline === null ? null : authorsFromByline(wordsOf(byline).replace(/^by:? /i, ''))
  return [
    ...(headings.length === 1 ? wordStatement('title', 'h1', headings[0]!) : []),
    ...wordStatement('title', 'title', document.querySelector('title')),
    ...(names === null
      ? []
      : [{ ...wordStatement('authors', 'byline', byline)[0]!, value: names.map((name): YamlValue => ({ ...name })) }]),
    ...attributeStatement('published', 'time', publicationTime(document), 'datetime', 'html'),
  ]
}

// Lists of other articles carry times too, and so does prose: one counts if it is marked, or stands alone in the first article or page.
function publicationTime(document: Document): Element | null {
  const marked = firstOwn(document, 'time[itemprop~="datePublished"], time[pubdate]')
  const inArticle = ownElements(document, 'article time[datetime]').find(standsAlone)
  const all = ownElements(document, 'time[datetime]')
  return marked ?? inArticle ?? (all.length === 1 && standsAlone(all[0]!) ? all[0]! : null)
}

/** Beside it there is no text but a label. */
const standsAlone = (time: Element): boolean => {
  const beside = [...(time.parentElement?.childNodes ?? [])].filter((node) => node.nodeType === 3)
  const words = withoutLineMarks(beside.map((node) => node.textContent ?? '').join(' '))
  return /^(?:first |originally )?(?:published|posted|date)?(?: on)?[\s:|·•,–—-]*$/i.test(words.trim())
}

/** Outside of what stands beside the article: other articles, navigation, the imprint. */
const ownElements = (document: Document, selector: string): Element[] =>
  [...document.querySelectorAll(selector)].filter((element) => element.closest('aside, nav, footer') === null)

const firstOwn = (document: Document, selector: string): Element | null => ownElements(document, selector)[0] ?? null

function wordStatement(field: MetadataField, key: string, element: Element | null): Statement[] {
  if (element === null) return []
  const value = wordsOf(element)
  return value === ''
    ? []
    : [{ field, key, value, line: readLineMarks(element.textContent ?? '').first, source: 'html' }]
}

function attributeStatement(
  field: MetadataField,
  key: string,
  element: Element | null,
  name: string,
  source: Evidence['source'],
): Statement[] {
  const value = element?.getAttribute(name)
  return element && value ? [{ field, key, value: withoutLineMarks(value), line: lineOf(element), source }] : []
}

const wordsOf = (element: Element): string => collapseWhiteSpace(withoutLineMarks(element.textContent ?? ''))

const lineOf = (element: Element): number | null => Number(element.getAttribute('data-attest-line')) || null

/** "A title | The Site" is the title of the page, not of the article. */
function withoutSiteName(statements: readonly Statement[]): Statement[] {
  const stated = statements.find(({ field }) => field === 'publisher')?.value
  const site = isLinkedObject(stated) ? stated.name : stated
  if (typeof site !== 'string' || site.trim() === '') return [...statements]
  return statements.map((statement) => {
    if (statement.field !== 'title' || typeof statement.value !== 'string') return statement
    const parts = /^(.*\S)\s+[|–—·•»-]\s+(\S[^|–—·•»]*)$/s.exec(statement.value.slice(0, 500))
    return parts && comparable(parts[2]!) === comparable(site) ? { ...statement, value: parts[1]! } : statement
  })
}
