import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered, ask, askHeld, askHere, declined, quote } from './asking.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, looks, phone, type WatchedPage } from './watched-page.js'

const chromium = useChromium()
let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested()
})
afterAll(() => served.close())

async function openHistory({ page }: WatchedPage): Promise<void> {
  await page.getByRole('button', { name: 'Earlier questions' }).click()
  await page.getByRole('dialog', { name: 'Earlier questions' }).waitFor()
}

const listed = ({ page }: WatchedPage) => page.locator('.history a').allTextContents()

/** Two conversations, the second of which is open. */
async function askTwice(look = desktop): Promise<WatchedPage> {
  const watched = await chromium.open(served.url, look)
  await ask(watched, answered)
  await ask(watched, declined)
  return watched
}

describe.each(looks)('on a $name window', (look) => {
  test('a conversation survives a reload with its citations', async () => {
    const watched = await chromium.open(served.url, look)
    await ask(watched, answered)
    await askHere(watched, 'How much honey does a colony eat?')
    const { page } = watched
    const before = await page.locator('.exchange').allTextContents()
    await page.reload()
    await expect.poll(() => page.locator('.exchange').allTextContents()).toEqual(before)
    await page.getByRole('link', { name: 'Source 1' }).first().click()
    await expect.poll(() => page.getByRole('dialog').locator('#cited').textContent()).toBe(quote)
  })

  test('earlier questions are listed, the newest first, and found by words of question, answer or source', async () => {
    const watched = await askTwice(look)
    await openHistory(watched)
    await expect.poll(() => listed(watched)).toEqual([declined, answered])
    await watched.expectSound('history')
    await watched.page.getByLabel('Search earlier questions').fill('duarte VALE')
    expect(await listed(watched)).toEqual([answered])
    await watched.page.getByLabel('Search earlier questions').fill('nowhere')
    await watched.page.getByText('No earlier question has these words.').waitFor()
  })
})

test('an earlier conversation is opened and gone on with', async () => {
  const watched = await askTwice(phone)
  await openHistory(watched)
  await watched.page.getByRole('link', { name: answered }).click()
  await watched.page.getByRole('heading', { name: answered }).waitFor()
  await askHere(watched, 'How much honey does a colony eat?')
  await openHistory(watched)
  await watched.page.getByText('2 questions').waitFor()
})

test('conversations are exported as Markdown, with their citations as footnotes', async () => {
  const watched = await askTwice()
  await openHistory(watched)
  const [download] = await Promise.all([
    watched.page.waitForEvent('download'),
    watched.page.getByRole('button', { name: 'Export all' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('attest-questions.md')
  const markdown = await readFile(await download.path(), 'utf8')
  expect(markdown).toContain(`## ${answered}`)
  expect(markdown).toMatch(/“The last keeper, Ines Duarte, left the tower in 1968\.”\[\^2-1\]/)
  expect(markdown).toMatch(/^\[\^2-1\]: “The last keeper.*” Vale, N\. \(2026, February\)\..*<http:\/\/127\.0\.0\.1/m)
  expect(markdown).toContain('Not answered. ')
})

test('a conversation is deleted, and then all of them', async () => {
  const watched = await askTwice()
  const { page } = watched
  await openHistory(watched)
  await page.locator('.history li', { hasText: answered }).getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => listed(watched)).toEqual([declined])
  page.once('dialog', (dialog) => void dialog.accept())
  await page.getByRole('button', { name: 'Delete all' }).click()
  await page.waitForURL(/\/$/)
  await openHistory(watched)
  await page.getByText('What you ask is kept in this browser only').waitFor()
  await watched.expectSound('history-empty')
})

test('a page that was left in the middle of an answer finds its question again', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await askHeld(watched, answered)
  await page.reload()
  await page.getByText('Stopped.').waitFor()
  await page.unroute('**/api/ask')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('.answer').waitFor()
})

test('two windows that ask in one conversation keep what each of them asked', async () => {
  const watched = await chromium.open(served.url, desktop)
  await ask(watched, answered)
  const other = await watched.page.context().newPage()
  await other.goto(watched.page.url())
  await other.locator('.exchange').waitFor()
  await askHere(watched, 'How much honey does a colony eat?')
  await askHere({ page: other }, declined)
  await other.reload()
  await expect
    .poll(() => other.locator('.exchange h2').allTextContents())
    .toEqual([answered, 'How much honey does a colony eat?', declined])
})

test('a conversation that this browser does not have is said to be missing', async () => {
  const watched = await chromium.open(served.url, phone)
  await watched.page.goto('/?c=of-another-browser')
  await watched.page.getByText('This browser does not have this conversation').waitFor()
  await watched.expectSound('history-forgotten')
})

test('a browser that keeps nothing answers all the same, and says that nothing is kept', async () => {
  const watched = await chromium.open(served.url, desktop)
  await watched.page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  })
  await ask(watched, answered)
  await watched.page.getByText('This browser keeps nothing for this page').waitFor()
  expect(await watched.page.locator('.answer').count()).toBe(1)
})
