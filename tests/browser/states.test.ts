import { describe, expect, test } from 'vitest'
import { useChromium } from './chromium.js'
import { serve, serveIngested } from './served-corpus.js'
import { looks } from './watched-page.js'

const chromium = useChromium()
const question = 'When did the last keeper leave the lighthouse?'
const key = 'a-key-of-this-test'

describe.each(looks)('on a $name window', (look) => {
  test('a service that has read no articles yet says so, keeps the question, and answers once it is ready', async () => {
    const served = await serve()
    const watched = await chromium.open(served.url, look)
    watched.expectFailures('503 /api/articles', '503 /api/ask')
    const { page } = watched
    await page.goto('/')
    await page.getByText('Not ready to answer yet.').waitFor()
    await page.getByLabel('Your question').fill(question)
    await Promise.all([page.waitForResponse('**/api/ask'), page.keyboard.press('Enter')])
    await watched.expectSound('not-ready')
    expect(await page.getByLabel('Your question').inputValue()).toBe(question)
    await served.attest.ingest()
    await page.getByText('Not ready to answer yet.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.locator('.answer').waitFor()
    await served.close()
  })

  test('a service that is gone is said to be gone, and the question is kept', async () => {
    const served = await serve()
    await served.attest.ingest()
    const watched = await chromium.open(served.url, look)
    watched.expectFailures('gone /api/ask')
    const { page } = watched
    await page.goto('/', { waitUntil: 'networkidle' })
    await served.close()
    await page.getByLabel('Your question').fill(question)
    await page.keyboard.press('Enter')
    await page.getByText('The service does not answer.').waitFor()
    expect(await page.getByLabel('Your question').inputValue()).toBe(question)
    await watched.expectSound('gone')
  })

  test('a service with keys asks for one, refuses a wrong one, then answers and opens the cited article', async () => {
    const served = await serveIngested(undefined, { ATTEST_API_KEYS: key })
    const watched = await chromium.open(served.url, look)
    watched.expectFailures('401 /api/articles')
    const { page } = watched
    await page.goto('/')
    await page.getByLabel('API key').fill('another-key')
    await watched.expectSound('key')
    await page.keyboard.press('Enter')
    await page.getByText('The service does not accept this key.').waitFor()
    await watched.expectSound('key-refused')
    await page.getByLabel('API key').fill(key)
    await page.keyboard.press('Enter')
    await page.getByLabel('API key').waitFor({ state: 'hidden' })
    await page.getByLabel('Your question').fill(question)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Source 1' }).first().click()
    const reader = page.getByRole('dialog')
    const cited = reader.locator('#cited')
    await cited.waitFor()
    expect(await cited.textContent()).toBe('The last keeper, Ines Duarte, left the tower in 1968.')
    const box = (await cited.boundingBox())!
    expect(box.y).toBeGreaterThanOrEqual(0)
    expect(box.y + box.height).toBeLessThanOrEqual(look.height)
    await watched.expectSound('key-article')
    await page.keyboard.press('Escape')
    await reader.waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Source 1')
    await served.close()
  })
})
