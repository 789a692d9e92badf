import { describe, expect, test } from 'vitest'
import { formatFor, formats } from '../../src/articles/formats.js'
import { html } from '../../src/articles/html.js'
import { markdown } from '../../src/articles/markdown.js'
import { plainText } from '../../src/articles/plain-text.js'
import { articleFormatContract } from '../contracts/article-format.contract.js'

const blocks = [
  ['heading', 'What is in the box'],
  ['list-item', 'a lamp'],
  ['list-item', 'a map'],
  ['paragraph', 'Nobody had opened the box for years, and the map was of a town that is gone.'],
] as const
const [heading, lamp, map, paragraph] = blocks.map(([, text]) => text)

articleFormatContract(plainText, {
  extension: '.txt',
  writeParagraphs: (paragraphs) => paragraphs.join('\n\n'),
  structured: { file: `${heading}\n\n- ${lamp}\n- ${map}\n\n${paragraph}\n`, blocks },
  wordsOfLine: (line) => line,
})
articleFormatContract(markdown, {
  extension: '.md',
  writeParagraphs: (paragraphs) => paragraphs.join('\n\n'),
  structured: { file: `## ${heading}\n\n* ${lamp}\n* **${map}**\n\n${paragraph}\n`, blocks },
  wordsOfLine: (line) => line,
})
articleFormatContract(html, {
  extension: '.html',
  writeParagraphs: (paragraphs) =>
    `<!doctype html>\n<html><body>\n${paragraphs.map((text) => `<p>${text}\n</p>`).join('\n')}\n</body></html>`,
  structured: {
    file: `<article><h2>${heading}</h2>\n<ul><li>${lamp}</li>\n<li><b>${map}</b></li></ul>\n<p>${paragraph}</p></article>`,
    blocks,
  },
  wordsOfLine: (line) => line.replace(/<[^>]*>/g, ''),
})

describe('formatFor', () => {
  test.each([
    ['notes.txt', 'Some words.', 'text/plain'],
    ['notes.TEXT', 'Some words.', 'text/plain'],
    ['notes.md', 'Some words.', 'text/markdown'],
    ['notes.markdown', 'Some words.', 'text/markdown'],
    ['notes.htm', 'Some words.', 'text/html'],
    ['a.b/notes.txt', '---\ntitle: A\n---\n\nSome words.', 'text/markdown'],
    ['notes.txt', '---\nSome words.\n---\n', 'text/plain'],
    ['notes.txt', '<!DOCTYPE html><html><p>Some words.', 'text/html'],
    ['notes.docx', 'Some words.', undefined],
    ['LICENSE', 'Some words.', undefined],
    ['a.txt/notes', 'Some words.', undefined],
    ['.txt', 'Some words.', undefined],
  ])('%s with %j is %s', (path, text, mediaType) => {
    expect(formatFor({ path, text })?.mediaType).toBe(mediaType)
  })

  test('no two formats have one extension', () => {
    const extensions = formats.flatMap((format) => format.extensions)
    expect(new Set(extensions).size).toBe(extensions.length)
  })
})
