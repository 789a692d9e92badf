import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { answered as question } from './asking.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serve, serveIngested } from './served-corpus.js'
import { desktop, looks, type WatchedPage } from './watched-page.js'

const chromium = useChromium()
const key = 'a-key-of-this-test'

let withKeys: ServedCorpus
beforeAll(async () => {
  withKeys = await serveIngested(undefined, { ATTEST_API_KEYS: key })
})
afterAll(() => withKeys.close())

async function submit({ page }: WatchedPage, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(value)
  await page.keyboard.press('Enter')
}

const typedQuestion = ({ page }: WatchedPage) => page.getByLabel('Your question').inputValue()

async function askNotReady(served: ServedCorpus, look = desktop): Promise<WatchedPage> {
  const watched = await chromium.open(served.url, look)
  watched.allowFailures('503 /health/ready', '503 /api/articles')
  await watched.page.goto('/')
  await watched.page.getByText('Not ready to answer yet.').waitFor()
  await submit(watched, 'Your question', question)
  await watched.page.getByText('It is asked as soon as the service can answer.').waitFor()
  return watched
}

describe.each(looks)('on a $name window', (look) => {
  test('a service that has read no articles yet says so and keeps the question', async () => {
    const served = await serve()
    onTestFinished(() => served.close())
    const watched = await askNotReady(served, look)
    expect(await typedQuestion(watched)).toBe(question)
    await watched.expectSound('not-ready')
  })

  test('a service that is gone is said to be gone, and the question can be asked again', async () => {
    const served = await serveIngested({})
    const watched = await chromium.open(served.url, look)
    watched.allowFailures('gone /api/ask', 'gone /api/session', 'gone /health/ready')
    await watched.page.goto('/', { waitUntil: 'networkidle' })
    await watched.page.route(/\/api\/session|\/health/, (route) => route.abort('connectionrefused'))
    await served.close()
    await submit(watched, 'Your question', question)
    await watched.page.getByRole('status').getByText('The service does not answer.').waitFor()
    expect(await watched.page.getByRole('heading', { name: question }).isVisible()).toBe(true)
    expect(await watched.page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true)
    await watched.expectSound('gone')
  })

  test('a service with keys asks for one, refuses a wrong one, then answers, also after a reload', async () => {
    const watched = await chromium.open(withKeys.url, look)
    watched.allowFailures('401 /api/articles', '401 /api/session')
    const { page } = watched
    await page.goto('/')
    await page.getByText('This service asks for an API key').waitFor()
    await watched.expectSound('key')
    await submit(watched, 'API key', 'another-key')
    await page.getByText('The service does not accept this key.').waitFor()
    await watched.expectSound('key-refused')
    await submit(watched, 'API key', key)
    await page.getByText('This service asks for an API key').waitFor({ state: 'hidden' })
    await page.reload()
    await submit(watched, 'Your question', question)
    await page.getByRole('link', { name: 'Source 1' }).first().click()
    await page.getByRole('dialog').locator('#cited').waitFor()
  })
})

test('in a window of 1280 pixels that is enlarged four times nothing is wider than the window', async () => {
  const served = await serveIngested()
  onTestFinished(() => served.close())
  const { page } = await chromium.open(served.url, { ...desktop, width: 320 })
  for (const address of ['/', '/write', '/library', '/status', '/articles/lighthouse']) {
    await page.goto(address, { waitUntil: 'networkidle' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBe(320)
    expect(
      await page.locator('.masthead nav a').evaluateAll((links) => links.map((link) => link.getClientRects().length)),
    ).toEqual([1, 1, 1, 1])
  }
})

test('the key of a page is a cookie that no script can read, until one signs out', async () => {
  const watched = await chromium.open(withKeys.url, desktop)
  watched.allowFailures('401 /api/articles')
  const { page } = watched
  await page.goto('/')
  await submit(watched, 'API key', key)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  expect(await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }))).not.toContain(key)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('This service asks for an API key').waitFor()
})

test('a question that came too early is asked by itself once the articles are read', async () => {
  const served = await serve()
  onTestFinished(() => served.close())
  const { page } = await askNotReady(served)
  await served.attest.ingest()
  await page.locator('.answer').waitFor()
  expect(await page.getByText('Not ready to answer yet.').count()).toBe(0)
})

test('a question typed before the key is asked as soon as the key is given', async () => {
  const watched = await chromium.open(withKeys.url, desktop)
  watched.allowFailures('401 /api/articles')
  await watched.page.goto('/')
  await watched.page.getByText('This service asks for an API key').waitFor()
  await submit(watched, 'Your question', question)
  await submit(watched, 'API key', key)
  await watched.page.locator('.answer').waitFor()
})

test('a session that ended while one asks loses nothing: the question is asked after signing in', async () => {
  const watched = await chromium.open(withKeys.url, desktop)
  watched.allowFailures('401 /api/articles', '401 /api/ask')
  const { page } = watched
  await page.goto('/')
  await submit(watched, 'API key', key)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.context().clearCookies()
  await submit(watched, 'Your question', question)
  await page.getByText('This service asks for an API key').waitFor()
  await expect.poll(() => typedQuestion(watched)).toBe(question)
  await submit(watched, 'API key', key)
  await page.locator('.answer').waitFor()
})

test('a service that comes back is noticed', async () => {
  const watched = await chromium.open(withKeys.url, desktop)
  watched.allowFailures('gone /api/session', 'gone /health/ready', '401 /api/articles')
  const { page } = watched
  await page.route(/\/api\/session|\/health/, (route) => route.abort('connectionrefused'))
  await page.goto('/')
  await page.getByRole('status').getByText('The service does not answer.').waitFor()
  await page.unroute(/\/api\/session|\/health/)
  await page.getByText('The service does not answer.').waitFor({ state: 'detached' })
  await page.getByText('This service asks for an API key').waitFor()
})

test('an empty corpus is told apart from articles that do not answer', async () => {
  const served = await serveIngested({})
  onTestFinished(() => served.close())
  const watched = await chromium.open(served.url, desktop)
  await watched.page.goto('/')
  await submit(watched, 'Your question', question)
  await watched.page.getByText('There are no articles yet.').waitFor()
  await watched.page.getByText('Put some into the corpus folder').waitFor()
})
