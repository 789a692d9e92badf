import { createHash } from 'node:crypto'
import type { Article, ArticleMetadata, Block } from '../../src/articles/article.js'

/** A line of a set's corpus.jsonl. */
export interface SetDocument {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly source?: string | undefined
  /** Names, separated by semicolons. */
  readonly author?: string | undefined
  readonly date?: string | undefined
  readonly url?: string | undefined
}

/** The article of a set's document: its text unchanged, nothing recognised, each paragraph between blank lines a block. */
export function setArticle(document: SetDocument): Article {
  const { id, text } = document
  return {
    id,
    aliases: [],
    sourcePath: `${id}.txt`,
    mediaType: 'text/plain',
    text,
    textSha256: sha256(text),
    sourceSha256: sha256(JSON.stringify(document)),
    metadata: metadataOf(document),
    evidence: {},
    blocks: paragraphs(text),
  }
}

function metadataOf({ title, source, author, date, url }: SetDocument): ArticleMetadata {
  const names = (author ?? '').split(';').map((name) => name.trim())
  return {
    title: title.trim() || null,
    standfirst: null,
    authors: names.filter((name) => name !== '').map((literal) => ({ literal })),
    publisher: source?.trim() || null,
    series: null,
    published: date !== undefined && /^\d{4}(-\d{2}){0,2}$/.test(date) ? date : null,
    updated: null,
    url: url !== undefined && /^https?:\/\//.test(url) ? url : null,
    language: 'en',
    tags: [],
    status: 'current',
  }
}

function paragraphs(text: string): Block[] {
  let line = 1
  let counted = 0
  const lineAt = (offset: number): number => {
    for (; counted < offset; counted++) if (text[counted] === '\n') line++
    return line
  }
  return [...text.matchAll(/\S[\s\S]*?(?=\s*(?:\n\s*\n|$))/g)].map(({ 0: paragraph, index: start }) => {
    const end = start + paragraph.length
    const sourceLines = { first: lineAt(start), last: lineAt(end) }
    return { kind: 'paragraph', level: null, span: { start, end }, sourceLines, boilerplate: null }
  })
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
