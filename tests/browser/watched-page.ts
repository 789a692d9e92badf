import path from 'node:path'
import axe from 'axe-core'
import type { Browser, ConsoleMessage, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { isLongRun } from '../support/long-run.js'

export interface Look {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
}

const sizes = [
  { device: 'phone', width: 390, height: 844 },
  { device: 'desktop', width: 1280, height: 800 },
]

const allLooks: readonly Look[] = sizes.flatMap(({ device, width, height }) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ name: `${device}-${colorScheme}`, width, height, colorScheme })),
)
export const phone = allLooks[0]!
export const desktop = allLooks[2]!
/** Each width and each colour scheme once. */
export const eachOnce: readonly Look[] = [phone, allLooks[3]!]

/** Every page and state is looked at in each of these; with `ATTEST_TESTS=long` in all four. */
export const looks: readonly Look[] = isLongRun ? allLooks : eachOnce

/** A load that a test makes fail, e.g. `503 /api/ask`: Chromium writes each of them to the console as an error. */
export type AllowedFailure = `${number} /${string}` | `gone /${string}`

/** A page that writes down whatever is wrong with it. */
export class WatchedPage {
  readonly #problems: string[] = []
  readonly #failures = new Set<string>()
  #allowed: readonly AllowedFailure[] = []

  private constructor(
    readonly page: Page,
    readonly look: Look,
    private readonly origin: string,
  ) {}

  /** A blank page in a fresh profile that may use the clipboard of `url`; nothing is loaded yet. */
  static async open(browser: Browser, url: string, look: Look, reducedMotion: 'reduce' | 'no-preference') {
    const { width, height, colorScheme } = look
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion, baseURL: url })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
    const watched = new WatchedPage(await context.newPage(), look, url)
    await watched.#watch()
    return watched
  }

  /** Failures that belong to the state under test: whether a page asks before it knows better is a matter of time. */
  allowFailures(...allowed: AllowedFailure[]): void {
    this.#allowed = allowed
  }

  /** Console errors, uncaught exceptions, violations of the content security policy, requests that leave the origin, failures that were not allowed. */
  complaints(): string[] {
    const surprising = [...this.#failures].filter((failure) => !(this.#allowed as string[]).includes(failure))
    return [...this.#problems, ...surprising]
  }

  /** What holds in every state: no finding of axe-core, nothing wider than the window. */
  async expectSound(state: string): Promise<void> {
    const folder = process.env.SCREENSHOTS_DIR
    if (folder !== undefined) await this.page.screenshot({ path: path.join(folder, `${state}-${this.look.name}.png`) })
    await this.page.evaluate(axe.source)
    const findings = await this.page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    })
    expect(findings).toEqual([])
    expect(await this.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(this.look.width)
  }

  /** In the window, and with some of what stands before them. */
  async expectInView(words: Locator): Promise<void> {
    const box = (await words.boundingBox())!
    expect(box.y).toBeGreaterThan(this.look.height / 4)
    expect(box.y + box.height).toBeLessThanOrEqual(this.look.height)
  }

  async close(): Promise<void> {
    // A request that a test holds or changes may still be on its way.
    await this.page.unrouteAll({ behavior: 'ignoreErrors' })
    await this.page.context().close()
  }

  async #watch(): Promise<void> {
    this.page.on('pageerror', (error) => this.#problems.push(`uncaught: ${error.message}`))
    this.page.on('console', (message) => this.#noteConsole(message))
    this.page.on('request', (request) => {
      if (new URL(request.url()).origin !== this.origin) this.#problems.push(`left the origin: ${request.url()}`)
    })
    await this.page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        console.error(`violates the content security policy: ${violatedDirective} ${blockedURI}`)
      })
    })
  }

  #noteConsole(message: ConsoleMessage): void {
    if (message.type() !== 'error') return
    const failedLoad = /^Failed to load resource: (?:.*a status of (\d+)|net::ERR_CONNECTION)/.exec(message.text())
    // Chromium asks for the icon by itself, whenever the address changes.
    if (failedLoad !== null && new URL(message.location().url).pathname === '/icon.svg') return
    if (failedLoad === null) this.#problems.push(`console: ${message.text()}`)
    else this.#failures.add(`${failedLoad[1] ?? 'gone'} ${new URL(message.location().url).pathname}`)
  }
}
