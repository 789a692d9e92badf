import type { ComponentChildren } from 'preact'

/** What is said of an article in a line; each part is isolated, so that a name with right-to-left marks cannot turn its neighbours round. */
export function FactsLine({ parts }: { readonly parts: readonly ComponentChildren[] }) {
  return (
    <p class="facts">
      {parts.filter(Boolean).map((part, i) => (
        <>
          {i > 0 && ' · '}
          <bdi>{part}</bdi>
        </>
      ))}
    </p>
  )
}
