import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serve, serveIngested } from './served-corpus.js'
import { desktop, eachOnce, looks, phone, type WatchedPage } from './watched-page.js'

const chromium = useChromium()
const hostileFile = 'notes <img src=x onerror="document.title=1">.md'

let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested({ ...smallCorpus, [hostileFile]: '---\ntitle: [\n---\n\nWords.\n', 'empty.md': '\n' })
  for (const question of [
    'When did the last keeper leave the lighthouse?',
    'Which enzyme repairs damaged DNA in zebrafish?',
  ]) {
    await served.attest.ask({ question, topK: 8, style: 'apa' })
  }
})
afterAll(() => served.close())

const figureOf = (page: Page, section: string, name: string) =>
  page
    .getByRole('region', { name: section })
    .locator('.figures > div', { has: page.getByText(name, { exact: true }) })
    .locator('dd')

async function open({ page }: WatchedPage): Promise<Page> {
  await page.goto('/status')
  await page.getByRole('heading', { name: 'Models and process' }).waitFor()
  return page
}

describe.each(looks)('on a $name window', (look) => {
  test('the status says what is served, what could not be read, and how questions ended', async () => {
    const watched = await chromium.open(served.url, look)
    const page = await open(watched)
    expect(await figureOf(page, 'Articles', 'Articles').textContent()).toBe('5')
    expect(await figureOf(page, 'Questions', 'Answered').textContent()).toBe('1 (50%)')
    expect(await figureOf(page, 'Questions', 'Declined').textContent()).toBe('1 (50%)')
    expect(await page.getByText('Declined because').textContent()).toContain('the articles say nothing about it (1)')
    expect(await page.locator('.failures').textContent()).toContain(`${hostileFile} FRONT_MATTER_INVALID`)
    expect(await page.locator('.failures').textContent()).toContain('empty.md ARTICLE_EMPTY')
    expect(await page.locator('main img').count()).toBe(0)
    await page.getByRole('img', { name: /^How questions ended, from / }).waitFor()
    for (const table of await page.getByText('As a table').all()) await table.click()
    await page.getByRole('region', { name: 'How questions ended' }).getByRole('row').nth(1).waitFor()
    expect(
      await page.getByRole('region', { name: 'How questions ended' }).getByRole('columnheader').allTextContents(),
    ).toEqual(['Time', 'Answered', 'Declined'])
    await watched.expectSound('status')
  })
})

describe.each(eachOnce)('on a $name window', (look) => {
  test('before anything was read or asked it says so', async () => {
    const fresh = await serve()
    onTestFinished(() => fresh.close())
    const watched = await chromium.open(fresh.url, look)
    watched.allowFailures('503 /health/ready')
    const page = await open(watched)
    expect(await page.getByText('No question has been asked').isVisible()).toBe(true)
    expect(await page.getByText('Nothing has been read since the service was started.').isVisible()).toBe(true)
    expect(await figureOf(page, 'Articles', 'Version of the index').textContent()).toBe('none yet')
    await watched.expectSound('status-fresh')
  })
})

/** Counts what the page asks for, and lets the test say what is running. */
async function counted(page: Page): Promise<{ asked: number; running: object | null }> {
  const state: { asked: number; running: object | null } = { asked: 0, running: null }
  await page.route('**/api/status', async (route) => {
    state.asked++
    const response = await route.fetch()
    const status = await response.json()
    await route.fulfill({ response, json: { ...status, ingestion: { ...status.ingestion, running: state.running } } })
  })
  return state
}

test('it is looked at every ten seconds, every two while articles are read, and not while nobody sees it', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  const state = await counted(page)
  await page.clock.install()
  await open(watched)
  const before = state.asked
  await page.clock.runFor(9_000)
  expect(state.asked).toBe(before)
  state.running = { filesDone: 3, files: 12, passages: 40, characters: 9_000, elapsedMs: 2_500 }
  await page.clock.runFor(1_500)
  await page.getByText('3 of 12 files are done').waitFor()
  await page.getByRole('progressbar', { name: '3 of 12 files are done' }).waitFor()
  await watched.expectSound('status-running')
  state.running = null
  await page.clock.runFor(2_500)
  await page.getByText('3 of 12 files are done').waitFor({ state: 'detached' })
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  const whenHidden = state.asked
  await page.clock.runFor(60_000)
  expect(state.asked).toBe(whenHidden)
  await page.evaluate(() => {
    Reflect.deleteProperty(document, 'visibilityState')
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect.poll(() => state.asked).toBe(whenHidden + 1)
})

test('when the service is gone its last figures stay, and say that they are the last', async () => {
  const own = await serveIngested({ 'bees.md': smallCorpus['bees.md']! })
  const watched = await chromium.open(own.url, phone)
  watched.allowFailures('gone /api/status', 'gone /api/session', 'gone /health/ready')
  const { page } = watched
  await page.clock.install()
  await open(watched)
  await own.close()
  await page.clock.runFor(10_000)
  await page.getByText('These are the last figures that came.').waitFor()
  expect(await page.getByText('Ready', { exact: true }).count()).toBe(0)
  await page.getByText('The service does not answer.').waitFor()
  expect(await figureOf(page, 'Articles', 'Articles').textContent()).toBe('1')
  await page.clock.runFor(3_000)
  await watched.expectSound('status-gone')
})

test('a service with keys asks for one before it says how it is', async () => {
  const locked = await serveIngested({ 'bees.md': smallCorpus['bees.md']! }, { ATTEST_API_KEYS: 'a-key-of-this-test' })
  onTestFinished(() => locked.close())
  const watched = await chromium.open(locked.url, desktop)
  watched.allowFailures('401 /api/status')
  const { page } = watched
  await page.goto('/status')
  await page.getByLabel('API key', { exact: true }).fill('a-key-of-this-test')
  expect(await page.getByRole('heading', { name: 'Models and process' }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Models and process' }).waitFor()
})
