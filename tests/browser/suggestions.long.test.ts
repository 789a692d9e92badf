import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { packageRoot } from '../../src/config.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, looks } from './watched-page.js'

const chromium = useChromium()

describe('over the articles that are shipped', () => {
  let shipped: ServedCorpus
  beforeAll(async () => {
    shipped = await serveIngested({}, { ATTEST_CORPUS_DIR: path.join(packageRoot, 'corpus') })
  })
  afterAll(() => shipped.close())

  test.each(looks)('questions are suggested on a $name window', async (look) => {
    const watched = await chromium.open(shipped.url, look)
    await watched.page.goto('/')
    await watched.page.getByRole('heading', { name: 'Try one of these' }).waitFor()
    await watched.expectSound('suggestions')
  })

  test('each suggested question is answered', async () => {
    const { page } = await chromium.open(shipped.url, desktop)
    const suggested = page.locator('.suggestions button')
    await page.goto('/')
    await suggested.first().waitFor()
    const questions = await suggested.allTextContents()
    expect(questions).toHaveLength(6)
    const declined: string[] = []
    for (const question of questions) {
      await page.goto('/')
      await page.getByRole('button', { name: question }).click()
      await page.locator('.exchange[aria-busy="false"]', { hasText: question }).waitFor()
      if ((await page.locator('.answer').count()) === 0) declined.push(question)
      expect(await suggested.count()).toBe(0)
    }
    expect(declined).toEqual([])
  })

  test('a suggested question is answered on the keyboard’s Enter, and Tab leads to its citation', async () => {
    const { page } = await chromium.open(shipped.url, desktop)
    await page.goto('/')
    await page.locator('.suggestions button').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.answer').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Source 1')
  })
})

test('over other articles nothing is suggested', async () => {
  const served = await serveIngested({})
  onTestFinished(() => served.close())
  const { page } = await chromium.open(served.url, desktop)
  await page.goto('/', { waitUntil: 'networkidle' })
  expect(await page.getByText('Try one of these').isVisible()).toBe(false)
})
