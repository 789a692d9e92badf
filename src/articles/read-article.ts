import { createHash } from 'node:crypto'
import { ArticleError } from '../errors.js'
import type { Article, ArticleMetadata, ArticleWarning, Evidence, MetadataField } from './article.js'
import { articleId } from './article-id.js'
import { unknownMetadata } from './compose-article.js'
import { decodeBytes } from './decode-bytes.js'
import type { ParsedText } from './format.js'
import { formatByExtension, formatFor, formats } from './formats.js'
import { readSideCar, type SideCar, sideCarPathOf } from './side-car.js'
import { readStatements } from './stated-metadata.js'

export interface ArticleFile {
  /** Inside the corpus, with `/` between its parts. */
  readonly path: string
  readonly bytes: Uint8Array
  /** The bytes of `NAME.meta.yaml` beside it, null where there is none. */
  readonly sideCarBytes: Uint8Array | null
}

export interface ReadArticle {
  readonly article: Article
  readonly warnings: readonly ArticleWarning[]
}

/**
 * Turns a file into an article. Touches neither disk nor network.
 *
 * @throws {ArticleError} with the code, path and line of what is wrong.
 */
export function readArticle({ path, bytes, sideCarBytes }: ArticleFile): ReadArticle {
  if (formatByExtension(path) === null) throw unknownFormat(path)
  const decoded = decodeBytes(path, bytes)
  const source = { path, text: decoded.text }
  const format = formatFor(source)!
  const parsed = format.parse(source)
  const sideCar = sideCarBytes === null ? null : readSideCar(sideCarPathOf(path), sideCarBytes)
  const { metadata, evidence, warnings } = applySideCar(parsed, sideCar, sideCarPathOf(path))
  const id = articleId(path, sideCar?.statedId ?? parsed.statedId)
  const article: Article = {
    id,
    aliases: aliasesOf(id, [...parsed.aliases, ...(sideCar?.aliases ?? [])], metadata.url),
    sourcePath: path,
    mediaType: format.mediaType,
    text: parsed.text,
    textSha256: sha256(parsed.text),
    sourceSha256: sha256(bytes),
    metadata,
    evidence,
    blocks: parsed.blocks,
  }
  return { article, warnings: [...decoded.warnings, ...warnings] }
}

type Described = Pick<ParsedText, 'metadata' | 'evidence' | 'warnings'>

function applySideCar(parsed: ParsedText, sideCar: SideCar | null, sideCarPath: string): Described {
  if (sideCar === null) return parsed
  const stated = readStatements(sideCarPath, sideCar.statements)
  const cleared = Object.fromEntries(
    sideCar.cleared.map((field) => [field, unknownMetadata[field]]),
  ) as Partial<ArticleMetadata>
  const evidence = Object.entries(parsed.evidence).filter(
    ([field]) => !sideCar.cleared.includes(field as MetadataField),
  )
  return {
    metadata: { ...parsed.metadata, ...cleared, ...stated.metadata },
    evidence: { ...(Object.fromEntries(evidence) as Partial<Record<MetadataField, Evidence>>), ...stated.evidence },
    warnings: [...parsed.warnings, ...sideCar.warnings, ...stated.warnings],
  }
}

const aliasesOf = (id: string, stated: readonly string[], url: string | null): string[] =>
  [...new Set([...stated, ...(url === null ? [] : [url])])].filter((alias) => alias !== id)

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

function unknownFormat(path: string): ArticleError {
  const known = formats.flatMap((format) => format.extensions).join(', ')
  return new ArticleError(
    'ARTICLE_FORMAT_UNKNOWN',
    path,
    null,
    `expected a file that ends in ${known}; rename or convert it.`,
  )
}
