import { type Checked, type CheckedSentence, checkSentence } from './check-sentence.js'
import type { ReferenceStyle } from './citations/citation.js'
import type { DraftFormat } from './drafts/draft.js'
import { draftBibliography, withFootnotes } from './drafts/footnoted.js'
import { readDraft } from './drafts/read-draft.js'
import { mapConcurrently } from './embeddings/map-concurrently.js'
import type { FindSourcesParts } from './find-sources.js'
import type { Filters } from './search-index/search-index.js'

export interface CheckDraftRequest {
  /** At most `LONGEST_DRAFT` characters. */
  readonly draft: string
  readonly format: DraftFormat
  readonly style: ReferenceStyle
  readonly filters?: Filters | undefined
  /** What a footnote says that cites the same article as the one before. */
  readonly repeated: 'short' | 'ibid'
}

export interface CheckedDraft {
  /** In the order of the draft. */
  readonly sentences: readonly CheckedSentence[]
  /** The draft with a footnote where an article has the words or supports the statement. */
  readonly footnoted: string
  /** Each article that is cited, once. */
  readonly bibliography: readonly string[]
  readonly version: string
}

export interface CheckDraftOptions {
  /** Told of each sentence in the order of the draft, as soon as those before it are done. */
  readonly onSentence?: ((sentence: CheckedSentence, number: number, of: number) => void) | undefined
  /** Ends the work; what is under way for single sentences is finished first. */
  readonly signal?: AbortSignal | undefined
}

/** Sentences looked at together: enough to keep several inference processes at work. */
const AT_ONCE = 4

/** Checks what a draft quotes, states and says of its sources. @throws {AttestError} as `verifyQuote` and `findSources`. */
export async function checkDraft(
  request: CheckDraftRequest,
  parts: FindSourcesParts,
  { onSentence, signal }: CheckDraftOptions = {},
): Promise<CheckedDraft> {
  const sentences = readDraft(request.draft, request.format, await publishersOf(parts, request.filters))
  const report = inOrder<Checked>(({ sentence }, i) => onSentence?.(sentence, i + 1, sentences.length))
  const checked = await mapConcurrently(sentences, AT_ONCE, async (sentence, i) => {
    signal?.throwIfAborted()
    const done = await checkSentence(sentence, request, parts)
    report(done, i)
    return done
  })
  const notes = checked.flatMap((done) => done.notes)
  return {
    sentences: checked.map(({ sentence }) => sentence),
    footnoted: withFootnotes(request.draft, notes, request),
    bibliography: draftBibliography(
      checked.flatMap((done) => done.cited),
      request,
    ),
    version: parts.index.version,
  }
}

async function publishersOf({ index }: FindSourcesParts, filters?: Filters): Promise<string[]> {
  const articles = await index.articles(filters)
  return [...new Set(articles.flatMap(({ metadata }) => metadata.publisher ?? []))].sort()
}

/** Passes on what is done one by one, in order, though it is finished out of order. */
function inOrder<Item>(pass: (item: Item, index: number) => void): (item: Item, index: number) => void {
  const waiting = new Map<number, Item>()
  let next = 0
  return (item, index) => {
    waiting.set(index, item)
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next)
      pass(ready, next++)
    }
  }
}
