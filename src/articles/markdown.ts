import { composeArticle } from './compose-article.js'
import type { ArticleFormat } from './format.js'
import { frontMatterLength, readFrontMatter } from './front-matter.js'
import { readMarkdownBlocks } from './markdown-blocks.js'
import { collectLabels, dropComments } from './markdown-lines.js'

/** Markdown (CommonMark, tables, footnotes), with YAML front matter. */
export const markdown: ArticleFormat = {
  mediaType: 'text/markdown',
  extensions: ['.md', '.markdown'],
  claims: ({ text }) => text.startsWith('---') && frontMatterLength(text.split('\n')) > 2,
  parse(source) {
    const lines = source.text.split('\n')
    const frontMatter = readFrontMatter(source, lines)
    const start = frontMatterLength(lines)
    const numbered = lines.slice(start).map((text, index) => ({ text: expandIndent(text), number: start + index + 1 }))
    const body = dropComments(numbered)
    const drafts = readMarkdownBlocks(body, collectLabels(body))
    return composeArticle({ path: source.path, drafts, ...frontMatter, warnings: [] })
  },
}

/** Markdown counts a tab in an indent as up to four columns. */
const expandIndent = (text: string): string => text.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '    '))
