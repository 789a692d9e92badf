import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from './asking.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { looks } from './watched-page.js'

const chromium = useChromium()

const script = '<script>document.title = "it ran"</script>'
const image = '<img src="https://elsewhere.example/x" onerror="document.title = 1">'
const override = '\u202Egnp.exe'
const title = `The ferry ${script} ${override}`
const author = `Mallory ${image} ${override}`
const quote = `The ferry to Oxholm stopped in 1954 because </blockquote></q>${script}${image} was painted on its bow.`

let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested({
    'ferry.md': `---
title: ${JSON.stringify(title)}
author: ${JSON.stringify(author)}
date: 2025
url: "javascript:document.title=1"
---

${quote.replace(/<.*>/, '`$&`')} It had carried cattle for thirty years.
`,
  })
})
afterAll(() => served.close())

/** Whether the last characters of `words` stand to the right of the first ones. */
const readsLeftToRight = (words: Locator): Promise<boolean> =>
  words.evaluate((node) => {
    const range = document.createRange()
    const text = node.lastChild!
    range.selectNodeContents(text.firstChild ?? text)
    const letters = text.textContent!.length
    const left = (at: number): number => {
      range.setStart(text.firstChild ?? text, at)
      range.setEnd(text.firstChild ?? text, at + 1)
      return range.getBoundingClientRect().left
    }
    return left(0) < left(letters - 1)
  })

describe.each(looks)('on a $name window', (look) => {
  test('markup in a title, an author and a passage is shown as text, and a javascript: address not at all', async () => {
    const watched = await chromium.open(served.url, look)
    await ask(watched, 'Why did the ferry to Oxholm stop?')
    const { page } = watched
    const source = page.getByRole('listitem')
    expect(await page.locator('.answer q').textContent()).toBe(quote)
    expect(await source.locator('mark').textContent()).toBe(quote)
    expect(await source.locator('.title').textContent()).toBe(title)
    expect(await source.locator('.facts').textContent()).toBe(`${author} · 2025 · line 8`)
    expect(await page.locator('[href^="javascript:"], main img, main script').count()).toBe(0)
    await watched.expectSound('hostile-answer')
  })

  test('a right-to-left override in a name turns nothing round that stands beside it', async () => {
    const watched = await chromium.open(served.url, look)
    await ask(watched, 'Why did the ferry to Oxholm stop?')
    expect(await readsLeftToRight(watched.page.locator('.citations .facts'))).toBe(true)
    await watched.page.getByRole('link', { name: 'Source 1' }).click()
    await watched.page.locator('.side-panel .facts').waitFor()
    expect(await readsLeftToRight(watched.page.locator('.side-panel .facts'))).toBe(true)
  })

  test('markup in a nearest passage and on the article’s page is shown as text', async () => {
    const watched = await chromium.open(served.url, look)
    await ask(watched, 'Which enzyme repairs damaged DNA in zebrafish?')
    const { page } = watched
    await page.getByText('The nearest passages').click()
    expect(await page.locator('.nearest blockquote').textContent()).toContain(quote)
    await watched.expectSound('hostile-nearest')
    await page.locator('.nearest a').click()
    await page.locator('#cited').waitFor()
    expect(await page.locator('#cited').textContent()).toContain(quote)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)
    expect(await page.title()).toBe(`${title} · Attest`)
    expect(await page.locator('[href^="javascript:"], main img, main script').count()).toBe(0)
    await watched.expectSound('hostile-article')
  })
})
