import { texts } from '../texts.js'
import type { PlaceNow } from './place-now.js'

/** Where the words that the address names are not what stands there now. */
export function PlaceNotice({ place }: { readonly place: PlaceNow }) {
  const labels = texts.article
  if (place.state === 'none' || place.state === 'here') return null
  return (
    <div class="notice place-notice" role="status">
      {place.state === 'no-such-words' && <p>{labels.noSuchWords}</p>}
      {place.state === 'edited' && <p>{labels.editedSince}</p>}
      {place.state === 'moved' && <p>{labels.movedSince}</p>}
      {place.state === 'gone' && (
        <>
          <p>
            {labels.goneSince} {labels.wordsThen}
          </p>
          <blockquote dir="auto">{place.quote}</blockquote>
        </>
      )}
      {place.state === 'changed' && (
        <>
          <p>{labels.changedSince}</p>
          <p class="changes" dir="auto">
            {place.diff.map(({ kind, text }, i) => (
              <Change key={i} kind={kind} text={text} />
            ))}
          </p>
        </>
      )}
    </div>
  )
}

/** What the article alone has was put in since; what the citation alone has is gone. */
function Change({ kind, text }: { readonly kind: 'same' | 'left-out' | 'put-in'; readonly text: string }) {
  if (kind === 'same') return <>{text} </>
  const [Tag, word] =
    kind === 'left-out' ? (['ins', texts.article.added] as const) : (['del', texts.article.removed] as const)
  return (
    <>
      <Tag>
        <span class="visually-hidden">{word} </span>
        {text}
      </Tag>{' '}
    </>
  )
}
