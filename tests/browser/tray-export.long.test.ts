import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'
import { plugins } from '@citation-js/core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, phone, type WatchedPage } from './watched-page.js'
import { clipboard, lookUp, saved } from './writing.js'

const chromium = useChromium()

/** Two articles of one author and year, whose keys and letters have to be told apart, and one with markup in its words. */
const corpus = {
  'harbour.md': `---
title: The harbour
author: Nora Vale
publisher: Coast Review
date: 2026-01
---

The old harbour was dug by two hundred men in 1803.
`,
  'beacon.md': `---
title: The beacon
author: Nora Vale
publisher: Coast Review
date: 2026-04
---

The beacon on the hill burned peat until 1840.
`,
  'code.md': `---
title: "Of <b>bold</b> _words_"
author: Tom Hale
date: 2025
---

The sign on the mill reads \`<i>closed & *sold*</i>\` in letters of brass.
`,
}
const quoted = [
  'The old harbour was dug by two hundred men in 1803.',
  'The beacon on the hill burned peat until 1840.',
  'The sign on the mill reads <i>closed & *sold*</i> in letters of brass.',
]

let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested(corpus)
})
afterAll(() => served.close())

async function openTray(look = desktop): Promise<WatchedPage> {
  const watched = await chromium.open(served.url, look)
  const { page } = watched
  await page.goto('/write')
  for (const quote of quoted) {
    await lookUp(watched, quote)
    await page.getByRole('button', { name: 'Keep this citation' }).first().click()
  }
  await page.getByRole('button', { name: 'Citations (3)' }).click()
  return watched
}

const button = (page: Page, group: string, name: string) =>
  page.getByRole('group', { name: group }).getByRole('button', { name, exact: true })
const titlesOf = (items: readonly Record<string, unknown>[]) => items.map(({ title }) => title)

test('reference managers get each article once, in the order of the tray and with keys of its own', async () => {
  const { page } = await openTray()
  const save = (name: string) => saved(page, () => button(page, 'For a reference manager', name).click())

  const bibtex = await save('BibTeX')
  expect(bibtex.name).toBe('citations.bib')
  const fromBibtex = plugins.input.chain(bibtex.text)
  expect(titlesOf(fromBibtex)).toEqual(['The harbour', 'The beacon', 'Of <b>bold</b> _words_'])
  expect(new Set(fromBibtex.map((item) => item['citation-key'])).size).toBe(3)

  const ris = await save('RIS')
  expect(ris.name).toBe('citations.ris')
  expect(titlesOf(plugins.input.chain(ris.text))).toEqual(['The harbour', 'The beacon', 'Of <b>bold</b> _words_'])

  const csl = await save('CSL-JSON')
  expect(csl.name).toBe('citations.json')
  const items: Record<string, unknown>[] = JSON.parse(csl.text)
  expect(titlesOf(items).slice(0, 2)).toEqual(['The harbour', 'The beacon'])
  expect(new Set(items.map(({ id }) => id)).size).toBe(3)
})

test('the bibliography is copied in the chosen style: as plain text, as Markdown and for a word processor', async () => {
  const { page } = await openTray()
  const copy = async (name: string) => {
    await button(page, 'Bibliography', name).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const text = await clipboard(page)
    await page.getByRole('button', { name: 'Copied' }).waitFor({ state: 'detached' })
    return text
  }
  expect(await copy('Copy as plain text')).toBe(
    [
      'Hale, T. (2025). Of <b>bold</b> _words_.',
      'Vale, N. (2026a, January). The harbour. Coast Review.',
      'Vale, N. (2026b, April). The beacon. Coast Review.',
    ].join('\n'),
  )
  expect(await copy('Copy as Markdown')).toContain('Hale, T. (2025). *Of \\<b\\>bold\\</b\\> \\_words\\_*.')
  await page.getByRole('dialog').getByLabel('Reference style').selectOption('MLA 9')
  expect(await copy('Copy as plain text')).toContain('Vale, Nora. “The beacon.” Coast Review')
  await copy('Copy for a word processor')
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    return (await item!.getType('text/html')).text()
  })
  expect(html).toContain('<i>Coast Review</i>')
  expect(html).toContain('&lt;b&gt;bold')
})

test('the quotes are saved in the order of the tray, each with its note', async () => {
  const watched = await openTray(phone)
  const { page } = watched
  const { name, text } = await saved(page, () => button(page, 'Quotes with footnotes', 'Save as Markdown').click())
  expect(name).toBe('quotes.md')
  expect(text.split('\n\n')).toEqual([
    '“The old harbour was dug by two hundred men in 1803.”[^1]',
    '“The beacon on the hill burned peat until 1840.”[^2]',
    '“The sign on the mill reads \\<i\\>closed \\& \\*sold\\*\\</i\\> in letters of brass.”[^3]',
    '[^1]: Vale, N. (2026, January). *The harbour*. Coast Review.',
    '[^2]: Vale, N. (2026, April). *The beacon*. Coast Review.',
    '[^3]: Hale, T. (2025). *Of \\<b\\>bold\\</b\\> \\_words\\_*.\n',
  ])
  expect(await page.locator('dialog b, dialog i').count()).toBe(0)
  await watched.expectSound('tray-export')
})

test('an export that fails says why, and the citations stay', async () => {
  const watched = await openTray()
  watched.allowFailures('503 /api/bibliography')
  const { page } = watched
  await page.route('**/api/bibliography', (route) =>
    route.fulfill({ status: 503, json: { code: 'OVERLOADED', title: 'Too much at once', detail: 'Come back later.' } }),
  )
  await button(page, 'For a reference manager', 'RIS').click()
  await page.getByRole('alert').getByText('That did not work. Too much at once. Come back later.').waitFor()
  await watched.expectSound('tray-problem')
  expect(await page.locator('.kept > li').count()).toBe(3)
})
