import { SourceHead } from '../articles/source-head.js'
import { formatDate } from '../formats.js'
import { plural, texts } from '../texts.js'
import type { WireDeclined } from '../wire.js'

const MOST_SHOWN = 3

/** An abstention is an outcome of its own: it never looks like an answer, and says what was looked at. */
export function DeclinedView({ answer }: { readonly answer: WireDeclined }) {
  const { declined } = texts.ask
  const { reason, missingWords, closest } = answer
  return (
    <>
      <div class="declined">
        <p class="verdict">{declined.title}</p>
        <p>{declined[reason]}</p>
        {reason === 'empty_corpus' && <p>{texts.service.emptyHint}</p>}
        <p class="facts">{looked(answer.lookedAt)}</p>
        {missingWords.length > 0 && (
          <p class="facts">{declined.missing(missingWords.map((word) => `“${word}”`).join(', '))}</p>
        )}
      </div>
      {closest.length > 0 && (
        <details class="nearest">
          <summary>{declined.nearest}</summary>
          <ul>
            {closest.slice(0, MOST_SHOWN).map(({ id, text, article, span, sourceLines }) => (
              <li key={id}>
                <SourceHead source={{ article, span, sourceLines }} as="h3" />
                <blockquote lang={article.language ?? undefined} dir="auto">
                  {text}
                </blockquote>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function looked({ articles, passages, publishedFrom, publishedTo }: WireDeclined['lookedAt']): string {
  const { declined } = texts.ask
  const where = declined.looked(
    plural(articles, texts.counts.article, texts.counts.articles),
    plural(passages, texts.counts.passage, texts.counts.passages),
  )
  if (publishedFrom === null || publishedTo === null) return `${where}.`
  return `${where}${declined.published(formatDate(publishedFrom), formatDate(publishedTo))}.`
}
