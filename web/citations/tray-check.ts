import { signal } from '@preact/signals'
import { postJson } from '../service/request.js'
import type { WireCitation, WireCitationNow } from '../wire.js'
import { referenceStyle } from './reference-style.js'
import { type KeptCitation, replace, tray } from './tray.js'

export type Standing =
  | { readonly state: 'checking' | 'unchecked' | 'current' | 'moved' }
  /** With the citation of the words as they are now. */
  | (Extract<WireCitationNow['resolved'], { state: 'changed' }> & { readonly now: WireCitation })
  | { readonly state: 'gone'; readonly missing: 'article' | 'words' }

/** How each kept citation stands today, by its permalink. */
export const standings = signal<ReadonlyMap<string, Standing>>(new Map())

const AT_ONCE = 4

/** Looks every kept citation up, a few at a time. What still stands is kept as it is today: its place may have moved. */
export async function checkTray(aborted: AbortSignal): Promise<void> {
  const waiting = [...tray.peek()]
  standings.value = new Map(waiting.map(({ permalink }) => [permalink, { state: 'checking' }]))
  const work = async () => {
    for (let kept = waiting.shift(); kept !== undefined && !aborted.aborted; kept = waiting.shift()) {
      await checkKept(kept, aborted)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** The words as they are now take the place of those that were kept. */
export function takeWordsAsTheyAre(before: KeptCitation, now: WireCitation): void {
  replace(before, now)
  note(now.permalink, { state: 'current' })
}

async function checkKept(kept: KeptCitation, aborted: AbortSignal): Promise<void> {
  const { articleId, selectors, permalink } = kept
  const body = { articleId, selectors, style: referenceStyle.peek() }
  const found = await postJson<WireCitationNow>('/api/citations/resolve', body, aborted).catch(() => null)
  if (aborted.aborted) return
  if (found === null) return note(permalink, { state: 'unchecked' })
  const { resolved, citation } = found
  if (resolved.state === 'gone') return note(permalink, resolved)
  if (resolved.state === 'changed') return note(permalink, { ...resolved, now: citation! })
  replace(kept, citation!)
  note(citation!.permalink, { state: resolved.state })
}

function note(permalink: string, standing: Standing): void {
  standings.value = new Map([...standings.peek(), [permalink, standing]])
}
