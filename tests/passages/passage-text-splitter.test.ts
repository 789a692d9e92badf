import { Document } from '@langchain/core/documents'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PassageTextSplitter } from '../../src/passages/passage-text-splitter.js'
import { articleText } from './article-text.js'

const repeated = 'Same words here.\n\n\nSame words here.\n\nSame words here.\n'

test('a text is split into whole sentences', async () => {
  const splitter = new PassageTextSplitter({ targetWords: 3 })
  expect(await splitter.splitText('He met Mr. Hill. They left. It was late.\n\n')).toEqual([
    'He met Mr. Hill.',
    'They left.',
    'It was late.',
  ])
})

test('equal chunks are told where each of them lies', async () => {
  const documents = await new PassageTextSplitter({ targetWords: 3 }).createDocuments([repeated], [{ source: 'a' }])
  expect(documents.map(({ metadata }) => metadata)).toEqual([
    { source: 'a', start: 0, end: 16, loc: { lines: { from: 1, to: 1 } } },
    { source: 'a', start: 19, end: 35, loc: { lines: { from: 4, to: 4 } } },
    { source: 'a', start: 37, end: 53, loc: { lines: { from: 6, to: 6 } } },
  ])
})

test('a chunk of several lines names its first and last', async () => {
  const [document] = await new PassageTextSplitter().createDocuments([repeated], [{ loc: { page: 7 } }])
  expect(document?.metadata).toMatchObject({ start: 0, end: 53, loc: { page: 7, lines: { from: 1, to: 6 } } })
})

test('documents keep their metadata', async () => {
  const splitter = new PassageTextSplitter()
  const documents = [new Document({ pageContent: 'One.', metadata: { a: 1 } }), new Document({ pageContent: 'Two.' })]
  const chunks = await splitter.splitDocuments(documents)
  expect(chunks.map(({ pageContent, metadata }) => [pageContent, metadata.a, metadata.start])).toEqual([
    ['One.', 1, 0],
    ['Two.', undefined, 0],
  ])
  expect(await splitter.transformDocuments(documents)).toEqual(chunks)
})

test('headers stand before chunks and do not move their offsets', async () => {
  const header = { chunkHeader: 'FROM A: ', appendChunkOverlapHeader: true }
  const documents = await new PassageTextSplitter({ targetWords: 3 }).createDocuments([repeated], [], header)
  expect(documents.map(({ pageContent }) => pageContent)).toEqual([
    'FROM A: Same words here.',
    "FROM A: (cont'd) Same words here.",
    "FROM A: (cont'd) Same words here.",
  ])
  expect(documents[1]?.metadata.start).toBe(19)
})

test('a chunk has at most maxTokens tokens as they are counted', async () => {
  const splitter = new PassageTextSplitter({ countTokens: (text) => text.length, maxTokens: 9 })
  expect(await splitter.splitText('One. Two. Three. A long one.')).toEqual(['One. Two.', 'Three.', 'A long one.'])
})

test('every chunk is the slice that its metadata names', async () => {
  await fc.assert(
    fc.asyncProperty(articleText, async (text) => {
      const splitter = new PassageTextSplitter({ targetWords: 5 })
      const documents = await splitter.createDocuments([text])
      expect(documents.map(({ pageContent }) => pageContent)).toEqual(await splitter.splitText(text))
      for (const { pageContent, metadata } of documents) {
        expect(text.slice(metadata.start, metadata.end)).toBe(pageContent)
        expect(metadata.loc.lines.from).toBe(text.slice(0, metadata.start).split('\n').length)
        expect(metadata.loc.lines.to).toBe(text.slice(0, metadata.end).split('\n').length)
      }
    }),
  )
})
