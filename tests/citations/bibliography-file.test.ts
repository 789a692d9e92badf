import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'
import { plugins } from '@citation-js/core'
import { describe, expect, test } from 'vitest'
import { bibliography } from '../../src/citations/bibliography.js'
import { wholeBibliography } from '../../src/citations/bibliography-file.js'
import { type ItemShape, itemShapes, metadataOf } from './item-shapes.js'

/** Several of them would have the same key if each were made alone. */
const cited = (Object.keys(itemShapes) as ItemShape[]).map((id) => ({ id, metadata: metadataOf(id) }))
const titles = cited.flatMap(({ metadata }) => metadata.title ?? [])

describe('a bibliography as a file, read by another program', () => {
  test('BibTeX has every entry once, under keys of its own', () => {
    const items = plugins.input.chain(wholeBibliography(cited, 'bibtex').text) as Record<string, unknown>[]
    expect(items).toHaveLength(cited.length)
    expect(new Set(items.map(({ id }) => id)).size).toBe(cited.length)
    expect(items.flatMap(({ title }) => title ?? [])).toEqual(titles)
  })

  test('RIS has every record, each ended by a line of its own', () => {
    const file = wholeBibliography(cited, 'ris').text
    const records = plugins.input.data(file, '@ris/file') as Record<string, string>[]
    expect(records.flatMap(({ TI }) => TI ?? [])).toEqual(titles)
    expect(file.match(/^ER {2}- \r\n/gm)).toHaveLength(cited.length)
  })

  test('CSL-JSON is one array of items under keys of their own', () => {
    const items: Record<string, unknown>[] = JSON.parse(wholeBibliography(cited, 'csl-json').text)
    expect(items.flatMap(({ title }) => title ?? [])).toEqual(titles)
    expect(new Set(items.map(({ id }) => id)).size).toBe(cited.length)
  })
})

test.each([
  ['plain', (entries: string[]) => entries.join('\n')],
  ['markdown', (entries: string[]) => entries.join('\n\n')],
  ['html', (entries: string[]) => `<p>${entries.join('</p>\n<p>')}</p>`],
] as const)('a list in %s keeps its entries apart', (markup, joined) => {
  const entries = bibliography(cited, 'mla', { markup })
  expect(entries).toHaveLength(cited.length)
  expect(wholeBibliography(cited, 'mla', { markup }).text).toBe(joined(entries))
})

test('a file for programs is one block in Markdown and HTML', () => {
  const file = wholeBibliography(cited, 'csl-json').text
  expect(wholeBibliography(cited, 'csl-json', { markup: 'markdown' }).text).toBe(`\`\`\`\n${file}\`\`\``)
  expect(wholeBibliography(cited, 'csl-json', { markup: 'html' }).text).toMatch(/^<pre>[^<]*<\/pre>$/)
})
