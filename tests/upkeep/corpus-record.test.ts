import { expect, test } from 'vitest'
import { ArticleError } from '../../src/errors.js'
import type { ReadOutcome } from '../../src/ingest.js'
import { RecordAsRead } from '../../src/upkeep/corpus-record.js'
import { indexedArticle } from '../search-index/indexed-articles.js'

const { article } = indexedArticle({ id: 'one', paragraphs: ['A ferry sank.'] }, 4)
const source = { path: article.sourcePath, sha256: article.sourceSha256, sideCarSha256: 'side-car' }
const read: ReadOutcome = { kind: 'article', article, sideCarSha256: 'side-car', warnings: [] }
const failed = (code: 'ARTICLE_EMPTY' | 'ARTICLE_UNREADABLE'): ReadOutcome => ({
  kind: 'failed',
  path: source.path,
  error: new ArticleError(code, source.path, null, 'it is so.'),
  warnings: [],
})

async function correctedBy(...outcomes: ReadOutcome[]) {
  const record = new RecordAsRead({ sources: [source], withdrawn: ['hash'] })
  const all = (async function* () {
    yield* outcomes
  })()
  const seen = []
  for await (const outcome of record.noted(all)) seen.push(outcome)
  expect(seen).toEqual(outcomes)
  return record.corrected()
}

test.each<[string, ReadOutcome]>([
  ['was read as it was hashed', read],
  ['was not read because it is as before', { kind: 'unchanged', articleId: 'one', path: source.path, warnings: [] }],
  ['holds no article', failed('ARTICLE_EMPTY')],
])('a file that %s is recorded with its hash', async (_, outcome) => {
  expect(await correctedBy(outcome)).toEqual({ sources: [source], withdrawn: ['hash'] })
})

test.each<[string, ReadOutcome[]]>([
  ['was another by the time that it was read', [{ ...read, article: { ...article, sourceSha256: 'other' } }]],
  ['had another side-car', [{ ...read, sideCarSha256: 'other' }]],
  ['had no side-car any more', [{ ...read, sideCarSha256: null }]],
  ['could not be read any more', [failed('ARTICLE_UNREADABLE')]],
  ['was gone', []],
])('a file that %s is read again the next time', async (_, outcomes) => {
  expect(await correctedBy(...outcomes)).toMatchObject({ sources: [{ path: source.path, sha256: null }] })
})
