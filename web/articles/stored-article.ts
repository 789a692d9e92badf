import { getJson } from '../service/request.js'
import type { WireArticle } from '../wire.js'

const kept = new Map<string, Promise<WireArticle>>()

/**
 * An article as the service has it; read once while this page stands, and once more for words of another text of it.
 *
 * @param textSha256 of the text that words were cited from, where some were.
 * @throws as `send`.
 */
export function storedArticle(id: string, textSha256 = ''): Promise<WireArticle> {
  const key = `${textSha256} ${id}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const reading = getJson<WireArticle>(`/api/articles/${encodeURIComponent(id)}`)
  kept.set(key, reading)
  // What failed is read anew the next time.
  reading.catch(() => kept.delete(key))
  return reading
}
