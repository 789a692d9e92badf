import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serve, serveIngested } from './served-corpus.js'
import { desktop, looks, type WatchedPage } from './watched-page.js'

const chromium = useChromium()
const key = 'a-key-of-this-test'
const question = 'When did the last keeper leave the lighthouse?'

let withKeys: ServedCorpus
beforeAll(async () => {
  withKeys = await serveIngested(undefined, { ATTEST_API_KEYS: key })
})
afterAll(() => withKeys.close())

async function submit({ page }: WatchedPage, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(value)
  await page.keyboard.press('Enter')
}

const keptQuestion = ({ page }: WatchedPage) => page.getByLabel('Your question').inputValue()

async function askNotReady(served: ServedCorpus, look = desktop): Promise<WatchedPage> {
  const watched = await chromium.open(served.url, look)
  watched.expectFailures('503 /api/articles', '503 /api/ask')
  await watched.page.goto('/')
  await watched.page.getByText('Not ready to answer yet.').waitFor()
  await Promise.all([watched.page.waitForResponse('**/api/ask'), submit(watched, 'Your question', question)])
  return watched
}

describe.each(looks)('on a $name window', (look) => {
  test('a service that has read no articles yet says so and keeps the question', async () => {
    const served = await serve()
    onTestFinished(() => served.close())
    const watched = await askNotReady(served, look)
    expect(await keptQuestion(watched)).toBe(question)
    await watched.expectSound('not-ready')
  })

  test('a service that is gone is said to be gone, and the question is kept', async () => {
    const served = await serveIngested({})
    const watched = await chromium.open(served.url, look)
    watched.expectFailures('gone /api/ask')
    await watched.page.goto('/', { waitUntil: 'networkidle' })
    await served.close()
    await submit(watched, 'Your question', question)
    await watched.page.getByText('The service does not answer.').waitFor()
    expect(await keptQuestion(watched)).toBe(question)
    await watched.expectSound('gone')
  })

  test('a service with keys asks for one, refuses a wrong one, then answers and opens the cited article', async () => {
    const watched = await chromium.open(withKeys.url, look)
    watched.expectFailures('401 /api/articles')
    const { page } = watched
    await page.goto('/')
    await page.getByText('This service asks for an API key').waitFor()
    await watched.expectSound('key')
    await submit(watched, 'API key', 'another-key')
    await page.getByText('The service does not accept this key.').waitFor()
    await watched.expectSound('key-refused')
    await submit(watched, 'API key', key)
    await page.getByText('This service asks for an API key').waitFor({ state: 'hidden' })
    await submit(watched, 'Your question', question)
    await page.getByRole('link', { name: 'Source 1' }).first().click()
    const cited = page.getByRole('dialog').locator('#cited')
    await cited.waitFor()
    expect(await cited.textContent()).toBe('The last keeper, Ines Duarte, left the tower in 1968.')
    await watched.expectInView(cited)
    await watched.expectSound('key-article')
    await page.keyboard.press('Escape')
    await cited.waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Source 1')
  })
})

test('a question that came too early is answered when it is asked again once the articles are read', async () => {
  const served = await serve()
  onTestFinished(() => served.close())
  const { page } = await askNotReady(served)
  await served.attest.ingest()
  await page.getByText('Not ready to answer yet.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.locator('.answer').waitFor()
})

test('a question typed before the key is asked as soon as the key is given', async () => {
  const watched = await chromium.open(withKeys.url, desktop)
  watched.expectFailures('401 /api/articles', '401 /api/ask')
  await watched.page.goto('/')
  await Promise.all([watched.page.waitForResponse('**/api/ask'), submit(watched, 'Your question', question)])
  await submit(watched, 'API key', key)
  await watched.page.locator('.answer').waitFor()
})

test('an empty corpus is told apart from articles that do not answer', async () => {
  const served = await serveIngested({})
  onTestFinished(() => served.close())
  const watched = await chromium.open(served.url, desktop)
  await watched.page.goto('/')
  await submit(watched, 'Your question', question)
  await watched.page.getByText('There are no articles yet.').waitFor()
})
