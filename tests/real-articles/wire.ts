// What the API sends, as far as these tests read it (../shared/design/wire.md 4.5). Written down anew, so that a change
// of the service's own types cannot change what its users were promised.
export interface Citation {
  readonly marker: number
  readonly quote: string
  readonly articleId: string
  readonly span: { readonly start: number; readonly end: number }
  readonly sourceLines: { readonly first: number; readonly last: number }
  readonly article: { readonly sourceSha256: string; readonly textSha256: string }
}
export type Answer =
  | { readonly kind: 'answered'; readonly citations: readonly Citation[] }
  | { readonly kind: 'unanswerable'; readonly reason: string }
export interface Passage {
  readonly articleId: string
  readonly text: string
}
export interface ServedArticle {
  readonly sourcePath: string
  readonly sourceSha256: string
  readonly textSha256: string
  readonly text: string
  readonly metadata: {
    readonly title: string | null
    readonly series: string | null
    readonly authors: readonly ({ readonly literal: string } | { readonly given: string; readonly family: string })[]
    readonly published: string | null
    readonly url: string | null
    readonly publisher: string | null
  }
}
