import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serve } from './served-corpus.js'
import { desktop, looks } from './watched-page.js'

const chromium = useChromium()
let served: ServedCorpus
beforeAll(async () => {
  served = await serve({})
})
afterAll(() => served.close())

describe.each(looks)('on a $name window', (look) => {
  test('the documentation of the API is sound', async () => {
    const watched = await chromium.open(served.url, look)
    await watched.page.goto('/docs')
    await watched.page.getByRole('heading', { name: 'POST /api/ask' }).waitFor()
    await watched.expectSound('docs')
  })
})

test('the page of questions leads to it, and its contents lead to each operation', async () => {
  const watched = await chromium.open(served.url, desktop)
  watched.allowFailures('503 /health/ready', '503 /api/articles')
  const { page } = watched
  await page.goto('/')
  await page.getByText('Not ready to answer yet.').waitFor()
  await page.getByRole('link', { name: 'HTTP API' }).click()
  await page.getByRole('link', { name: 'POST /api/citations/resolve' }).click()
  await page.getByRole('heading', { name: 'POST /api/citations/resolve' }).waitFor()
  const box = (await page.getByRole('heading', { name: 'POST /api/citations/resolve' }).boundingBox())!
  expect(box.y).toBeGreaterThanOrEqual(0)
  expect(box.y).toBeLessThan(200)
})
