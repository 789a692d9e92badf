import { useRef, useState } from 'preact/hooks'
import { type Failed, useLoaded } from '../frame/use-loaded.js'
import { getJson } from '../service/request.js'
import type { WireArticleList } from '../wire.js'
import { parametersFor, type Selection } from './selection.js'

export const PAGE_SIZE = 50
/** The most that the service gives at once. */
const LARGEST_PAGE = 500

export interface ArticleListing {
  /** What was listed last: while another list is on its way, the one before; null before the first. */
  readonly list: WireArticleList | null
  readonly isBusy: boolean
  readonly failed: Failed | null
  readonly showMore: () => void
}

/** The articles of a selection, some at a time. A selection that is no longer wanted is no longer asked for. */
export function useArticleList(selection: Selection): ArticleListing {
  const { sort, ...narrowing } = selection
  const parameters = `${parametersFor(narrowing)}&sort=${sort}`
  const [asked, setAsked] = useState({ parameters, count: PAGE_SIZE })
  const count = asked.parameters === parameters ? asked.count : PAGE_SIZE
  const kept = useRef<{ readonly parameters: string; readonly list: WireArticleList } | null>(null)
  const loaded = useLoaded(
    async (signal) => {
      const before = kept.current?.parameters === parameters ? kept.current.list : null
      kept.current = { parameters, list: await listUpTo(count, before, parameters, signal) }
      return { parameters, count }
    },
    [parameters, count],
  )
  const isAnswered = loaded.state === 'loaded' && loaded.value.parameters === parameters && loaded.value.count === count
  const failed = loaded.state === 'failed' ? loaded : null
  return {
    list: failed === null || kept.current?.parameters === parameters ? (kept.current?.list ?? null) : null,
    isBusy: !isAnswered && failed === null,
    failed,
    showMore: () => setAsked({ parameters, count: count + PAGE_SIZE }),
  }
}

async function listUpTo(
  count: number,
  before: WireArticleList | null,
  parameters: string,
  signal: AbortSignal,
): Promise<WireArticleList> {
  const read = (offset: number, limit: number) =>
    getJson<WireArticleList>(`/api/articles?${parameters}&offset=${offset}&limit=${limit}`, signal)
  if (before === null) return read(0, Math.min(count, LARGEST_PAGE))
  const more = await read(before.articles.length, Math.min(count - before.articles.length, LARGEST_PAGE))
  if (more.version === before.version) return { ...more, articles: [...before.articles, ...more.articles] }
  // Articles were added or removed meanwhile: a page of another version would repeat some or leave some out.
  return read(0, Math.min(count, LARGEST_PAGE))
}
