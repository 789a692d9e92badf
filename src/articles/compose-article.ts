import { ArticleError } from '../errors.js'
import type { ArticleMetadata, ArticleWarning, Block, BoilerplateKind, Evidence, MetadataField } from './article.js'
import { comparable, type DraftBlock, isBlank, layOutText } from './article-text.js'
import type { ParsedText } from './format.js'
import { type Found, type Recognition, recogniseMetadata } from './recognise-metadata.js'
import { readStatements, type StatedMetadata, type Statement } from './stated-metadata.js'

/** What a format hands over once it has read a file. */
export interface ArticleParts {
  readonly path: string
  readonly drafts: readonly DraftBlock[]
  /** Those to be believed first come first. */
  readonly statements: readonly Statement[]
  readonly statedId: string | null
  readonly aliases: readonly string[]
  readonly warnings: readonly ArticleWarning[]
}

export const unknownMetadata: ArticleMetadata = Object.freeze({
  title: null,
  standfirst: null,
  authors: [],
  publisher: null,
  series: null,
  published: null,
  updated: null,
  url: null,
  language: null,
  tags: [],
  status: 'current',
})

/**
 * Joins blocks, stated fields and what the text says of itself. A stated field wins over a recognised one.
 *
 * @throws {ArticleError} `ARTICLE_EMPTY` where no block has words.
 */
export function composeArticle(parts: ArticleParts): ParsedText {
  const drafts = parts.drafts.filter((draft) => !isBlank(draft))
  if (drafts.length === 0) {
    throw new ArticleError(
      'ARTICLE_EMPTY',
      parts.path,
      null,
      'nothing readable is in the file; write something or remove it.',
    )
  }
  const stated = readStatements(parts.path, parts.statements)
  const recognition = recogniseMetadata(drafts, stated.metadata.title ?? null)
  const labelled = drafts.map((draft, index) => label(draft, recognition.boilerplate.get(index) ?? draft.boilerplate))
  const { text, blocks } = layOutText(labelled)
  return {
    text,
    blocks,
    ...mergeFields(withoutRepeatedStandfirst(stated, text), recognition, blocks),
    statedId: parts.statedId,
    aliases: parts.aliases,
    warnings: [...parts.warnings, ...stated.warnings, ...recognitionWarnings(parts.path, recognition, drafts)],
  }
}

/** A byline or a credit may look like a heading, but nothing stands under it. */
const label = (draft: DraftBlock, boilerplate: BoilerplateKind | null): DraftBlock =>
  boilerplate === null || boilerplate === 'title' || boilerplate === 'related-links' || draft.kind !== 'heading'
    ? { ...draft, boilerplate }
    : { ...draft, kind: 'paragraph', level: null, boilerplate }

function mergeFields(
  stated: StatedMetadata,
  recognition: Recognition,
  blocks: readonly Block[],
): Pick<ParsedText, 'metadata' | 'evidence'> {
  const metadata: Record<string, unknown> = { ...unknownMetadata }
  const evidence: Partial<Record<MetadataField, Evidence>> = {}
  for (const [field, found] of Object.entries(recognition.fields) as [MetadataField, Found][]) {
    metadata[field] = found.value
    evidence[field] = evidenceIn(blocks[found.block]!, found.length)
  }
  return {
    metadata: { ...(metadata as unknown as ArticleMetadata), ...stated.metadata },
    evidence: { ...evidence, ...stated.evidence },
  }
}

const evidenceIn = ({ span, sourceLines }: Block, length: number): Evidence => ({
  source: 'text',
  key: null,
  span: { start: span.start, end: span.start + length },
  sourceLines,
})

/** A description that repeats the text says nothing of its own; one that was cut off is compared up to the cut. */
function withoutRepeatedStandfirst(stated: StatedMetadata, text: string): StatedMetadata {
  const { standfirst, ...metadata } = stated.metadata
  if (standfirst === undefined || standfirst === null) return stated
  const words = comparable(standfirst).replace(/\s*(?:\[?…\]?|\[?\.{3}\]?)$/, '')
  if (!comparable(text).includes(words)) return stated
  const { standfirst: _, ...evidence } = stated.evidence
  return { ...stated, metadata, evidence }
}

const recognitionWarnings = (
  path: string,
  { problems }: Recognition,
  drafts: readonly DraftBlock[],
): ArticleWarning[] =>
  problems.map(({ code, block, problem }) => {
    const line = drafts[block]!.sourceLines.first
    return { code, path, line, message: `${path}:${line}: ${problem} The date is left out.` }
  })
