import type { Route } from 'playwright-core'
import { expect } from 'vitest'
import type { Answer } from '../../src/answers/answer.js'
import type { WatchedPage } from './watched-page.js'

/** Questions on the small corpus: one that it answers, and one that it does not. */
export const answered = 'When did the last keeper leave the lighthouse?'
export const declined = 'Which enzyme repairs damaged DNA in zebrafish?'
export const quote = 'The last keeper, Ines Duarte, left the tower in 1968.'

/** Asks on the page that is open, and waits for the end of the answer. */
export async function askHere({ page }: Pick<WatchedPage, 'page'>, question: string): Promise<void> {
  await page.getByRole('textbox', { name: /Your question|Ask on/ }).fill(question)
  await page.keyboard.press('Enter')
  await page.locator('.exchange:last-child', { hasText: question }).waitFor()
  await page.locator('.exchange:last-child[aria-busy="false"]').waitFor()
}

export async function ask(watched: WatchedPage, question: string): Promise<void> {
  await watched.page.goto('/')
  await askHere(watched, question)
}

/** The service's own answer, changed on its way to the page: every other event of its stream is as it was. */
export async function changeAnswer<Given extends Answer>(
  { page }: WatchedPage,
  change: (answer: Given) => object,
): Promise<void> {
  await page.route('**/api/ask', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(
      /^event: done\ndata: (.*)$/m,
      (_line, data) => `event: done\ndata: ${JSON.stringify(change(JSON.parse(data)))}`,
    )
    await route.fulfill({ response, body })
  })
}

/** Asks a question that the service is kept from answering. @returns what has been asked of it, to be let go on. */
export async function askHeld({ page }: WatchedPage, question: string): Promise<readonly Route[]> {
  const held: Route[] = []
  await page.route('**/api/ask', (route) => void held.push(route))
  await page.goto('/')
  await page.getByLabel('Your question').fill(question)
  await page.keyboard.press('Enter')
  await expect.poll(() => held.length).toBe(1)
  return held
}
