import { type KeptCitation, tray } from '../citations/tray.js'
import { allConversations } from '../history/history.js'
import type { WireArticle } from '../wire.js'
import { isOfThisText, type PlaceInAddress } from './place.js'

/** The citation of these words, where it was kept or stands in an answer that this browser still has. */
export async function rememberedCitation(place: PlaceInAddress, article: WireArticle): Promise<KeptCitation | null> {
  const ids = [article.id, ...article.aliases]
  const isIt = ({ articleId, span, article: cited }: KeptCitation) =>
    ids.includes(articleId) &&
    span.start === place.span.start &&
    span.end === place.span.end &&
    isOfThisText(place, cited)
  const kept = tray.peek().find(isIt)
  if (kept !== undefined) return kept
  const answers = (await allConversations()).flatMap(({ exchanges }) => exchanges)
  return answers.flatMap(({ citations }) => citations).find(isIt) ?? null
}
