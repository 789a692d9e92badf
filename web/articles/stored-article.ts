import { getJson } from '../service/request.js'
import type { WireArticle } from '../wire.js'

const kept = new Map<string, Promise<WireArticle>>()

/** An article as the service has it; read once while this page stands. @throws as `send`. */
export function storedArticle(id: string): Promise<WireArticle> {
  const known = kept.get(id)
  if (known !== undefined) return known
  const reading = getJson<WireArticle>(`/api/articles/${encodeURIComponent(id)}`)
  kept.set(id, reading)
  // What failed is read anew the next time.
  reading.catch(() => kept.delete(id))
  return reading
}
