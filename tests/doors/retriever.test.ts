import { afterAll, beforeAll, expect, test } from 'vitest'
import { AttestRetriever } from '../../src/index.js'
import { doorCorpus, doorQuestions } from '../contracts/door.contract.js'
import { serviceOn } from '../support/small-service.js'

const { attest, close } = serviceOn(doorCorpus, { ATTEST_PUBLIC_URL: 'https://attest.example.org' })
beforeAll(async () => {
  await attest.ingest()
})
afterAll(close)

// It gives passages, not answers, so that it is no door of the contract: what can be held to it is that they have what is cited.
test.each(doorQuestions)('the retriever finds what the answer cites: %s', async (question) => {
  const answer = await attest.ask({ question, topK: 8, style: 'apa' })
  if (answer.kind !== 'answered') throw new Error(`The library declined: ${question}`)
  const documents = await new AttestRetriever({ attest }).invoke(question)
  for (const { quote, articleId, span, passageId, article } of answer.citations) {
    const { metadata, pageContent } = documents.find((document) => document.id === passageId)!
    expect(metadata).toMatchObject({ articleId, title: article.title, published: article.published })
    expect(metadata.source).toBe(article.url ?? metadata.permalink)
    const start = span.start - metadata.span.start
    expect(pageContent.slice(start, start + quote.length)).toBe(quote)
  }
})
