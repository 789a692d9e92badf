import type { Page } from 'playwright-core'
import type { WatchedPage } from './watched-page.js'

/** A draft on the small corpus with a finding of every kind. */
export const draft = `# Small news

The line closed in 1951 because buses were cheaper to run. A colony eats about fifty kilograms of honey between October and March. The tram “carried nine hundred people on its first day” of service.

“Wild yeast divides more slowly than the yeast that bakers buy,” writes Lena Brandt. “Wild yeast divides more quickly than the yeast that bakers buy,” she adds. “Wild yeast divides more slowly than the yeast that bakers buy,” writes Nora Vale. “The line closed in 1951 because buses needs eight to twelve hours to rise,” one reads. “No ship was ever lost on this coast again,” writes Tom Hale.

The last keeper, Ines Duarte, left the tower in 1968 (Vale, 2019). Zebrafish mend broken chromosomes with the enzyme ligase. I like that.`

export const claim = 'A colony eats about fifty kilograms of honey between October and March.'
export const claimedBy = 'How bees keep warm'

export const textBox = (page: Page) => page.getByLabel('Your text', { exact: true })

export async function paste({ page }: WatchedPage, text: string): Promise<void> {
  await page.goto('/write')
  await textBox(page).fill(text)
}

export async function lookUp({ page }: WatchedPage, text: string): Promise<void> {
  await textBox(page).fill(text)
  await page.getByRole('button', { name: 'Look up the claim' }).click()
  await page.locator('.result[aria-busy="false"]', { hasText: text }).waitFor()
}

export async function verify({ page }: WatchedPage, text: string): Promise<void> {
  await textBox(page).fill(text)
  await page.getByRole('button', { name: 'Verify the quotation' }).click()
  await page.locator('.result[aria-busy="false"]', { hasText: text }).waitFor()
}

export async function checkDraft({ page }: WatchedPage, text = draft): Promise<void> {
  await textBox(page).fill(text)
  await page.getByRole('button', { name: 'Check the draft' }).click()
  await page.getByRole('heading', { name: 'The draft with footnotes' }).waitFor()
}

/** Everything that a page saves next, as text, by its name. */
export async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') }
}

export const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

/** Presses Tab until the focus is on what has this name; a page has fewer than a hundred stops. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 100; i++) {
    await page.keyboard.press('Tab')
    if (name.test(await focusedName(page))) return
  }
  throw new Error(`Expected the keyboard to reach ${name}.`)
}

export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    return element.ariaLabel ?? element.getAttribute('id') ?? element.innerText
  })
