import { type Checked, type CheckedSentence, checkSentence } from './check-sentence.js'
import type { ReferenceStyle } from './citations/citation.js'
import type { DraftFormat, DraftSentence } from './drafts/draft.js'
import { draftBibliography, withFootnotes } from './drafts/footnoted.js'
import { readDraft } from './drafts/read-draft.js'
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

/** A check as it becomes known: each sentence in the order of the draft, then `done` with the whole. */
export type DraftEvent =
  | { readonly kind: 'sentence'; readonly sentence: CheckedSentence; readonly number: number; readonly of: number }
  | { readonly kind: 'done'; readonly draft: CheckedDraft }

export interface CheckDraftOptions {
  /** Ends the work at its next sentence; the check then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Sentences looked at together: enough to keep several inference processes at work. */
const AT_ONCE = 4

/** Checks what a draft quotes, states and says of its sources. @throws {AttestError} as `checkSentence`. */
export async function* checkDraftStream(
  request: CheckDraftRequest,
  parts: FindSourcesParts,
  { signal }: CheckDraftOptions = {},
): AsyncGenerator<DraftEvent, void, undefined> {
  const sentences = readDraft(request.draft, request.format, await publishersOf(parts, request.filters))
  const checked: Checked[] = []
  for await (const done of inOrder(sentences, (sentence) => checkSentence(sentence, request, parts))) {
    signal?.throwIfAborted()
    checked.push(done)
    yield { kind: 'sentence', sentence: done.sentence, number: checked.length, of: sentences.length }
  }
  const cited = checked.flatMap((done) => done.cited)
  yield {
    kind: 'done',
    draft: {
      sentences: checked.map(({ sentence }) => sentence),
      footnoted: withFootnotes(
        request.draft,
        checked.flatMap(({ notes }) => notes),
        request,
      ),
      bibliography: draftBibliography(cited, request),
      version: parts.index.version,
    },
  }
}

/** The whole check that the events end with. */
export async function wholeCheck(events: AsyncIterable<DraftEvent>): Promise<CheckedDraft> {
  for await (const event of events) if (event.kind === 'done') return event.draft
  throw new Error('Expected the events of a check to end with the whole of it.')
}

/** Checks a few sentences at a time, and gives them in their order. */
async function* inOrder(
  sentences: readonly DraftSentence[],
  check: (sentence: DraftSentence) => Promise<Checked>,
): AsyncGenerator<Checked> {
  const underWay: Promise<Checked>[] = []
  let next = 0
  while (next < sentences.length || underWay.length > 0) {
    while (next < sentences.length && underWay.length < AT_ONCE) {
      const checking = check(sentences[next++]!)
      // Whoever waits for it is told; nobody may wait when one before it fails first.
      checking.catch(() => {})
      underWay.push(checking)
    }
    yield await underWay.shift()!
  }
}

async function publishersOf({ index }: FindSourcesParts, filters?: Filters): Promise<string[]> {
  const articles = await index.articles(filters)
  return [...new Set(articles.flatMap(({ metadata }) => metadata.publisher ?? []))].sort()
}
