import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { findChromium, quietly } from '../tests/browser/find-chromium.js'

/** `node --import tsx scripts/readme-screenshots.ts`, with a service over the shipped articles on the default port. */
const service = 'http://127.0.0.1:3000'
const images = path.resolve(import.meta.dirname, '../docs/images')

const draft = `Mara Lindqvist writes that “BM25 gives a rare word a high weight and a common word a low weight.” Setting k1 to 0 makes BM25 ignore repetition. Glenn Brier proposed the Brier score in 1970 for weather forecasts.`

async function askAndOpenCitation(page: Page): Promise<void> {
  await page.goto(`${service}/?q=${encodeURIComponent('What is the Brier score?')}`)
  await page.locator('.exchange[aria-busy="false"]').waitFor()
  await page.getByRole('link', { name: 'Source 1' }).first().click()
  await page.locator('#cited').waitFor()
}

async function checkDraft(page: Page): Promise<void> {
  await page.goto(`${service}/write`)
  await page.getByLabel('Your text').fill(draft)
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Checked: /).waitFor()
  await page
    .getByRole('button', { name: /Altered quotation/ })
    .last()
    .click()
}

const executablePath = findChromium(process.env)
if (executablePath === null) throw new Error('Expected a Chromium on PATH or in CHROME_PATH.')
const browser = await chromium.launch({ executablePath, args: quietly })
for (const [name, prepare] of Object.entries({ ask: askAndOpenCitation, write: checkDraft })) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' })
  await prepare(page)
  await page.mouse.move(0, 0)
  await page.screenshot({ path: path.join(images, `${name}.png`) })
  await page.close()
}
await browser.close()
