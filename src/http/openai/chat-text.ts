import type { Answer, Segment } from '../../answers/answer.js'
import type { AnswerEvent } from '../../answers/answer-events.js'
import { declineSentences } from '../../answers/decline-sentences.js'
import { renderedMarker, renderedSegment } from '../../answers/rendered-segments.js'
import type { Citation } from '../../citations/citation.js'

/** Where a marker stands in the content, in UTF-16 code units, and what it cites. */
export interface Annotation {
  readonly type: 'url_citation'
  readonly url_citation: {
    readonly start_index: number
    readonly end_index: number
    readonly url: string
    readonly title: string
  }
}

/** The events of an answer as the content of one message. */
export class ChatText {
  #content = ''
  #annotations: Annotation[] = []
  #citations = new Map<number, Citation>()
  #answer: Answer | null = null

  get content(): string {
    return this.#content
  }

  get annotations(): readonly Annotation[] {
    return this.#annotations
  }

  /** @returns what the event adds to the content, empty for most. */
  take(event: AnswerEvent): string {
    const added = this.#textOf(event)
    this.#content += added
    return added
  }

  /** What stands beside the message: sources as Perplexity gives them, and what only Attest has to say. */
  get beside() {
    if (this.#answer === null) throw new Error('Expected the whole answer to be told.')
    const citations = this.#answer.kind === 'answered' ? this.#answer.citations : []
    return {
      citations: citations.map(addressOf),
      search_results: citations.map((citation) => ({
        title: titleOf(citation),
        url: addressOf(citation),
        date: citation.article.published,
        snippet: citation.quote,
      })),
      attest: ownWords(this.#answer),
    }
  }

  #textOf(event: AnswerEvent): string {
    if (event.kind === 'citation') this.#citations.set(event.citation.marker, event.citation)
    if (event.kind === 'segment') return this.#append(event.segment)
    if (event.kind !== 'done') return ''
    this.#answer = event.answer
    return event.answer.kind === 'unanswerable' ? declineSentences[event.answer.reason] : ''
  }

  #append(segment: Segment): string {
    const added = (this.#content === '' ? '' : ' ') + renderedSegment(segment)
    const markers = segment.citations.map(renderedMarker)
    let start = this.#content.length + added.length - markers.join('').length
    for (const [i, marker] of segment.citations.entries()) {
      const end = start + markers[i]!.length
      this.#annotations.push(annotation(this.#citations.get(marker)!, start, end))
      start = end
    }
    const cited = segment.citations.map((marker) => this.#citations.get(marker)!)
    return cited.some(isRetracted) ? `${added} ${RETRACTED}` : added
  }
}

/** Many clients show the content and nothing beside it. */
const RETRACTED = '[RETRACTED]'
const isRetracted = ({ article }: Citation): boolean => article.status === 'retracted'

const annotation = (citation: Citation, start_index: number, end_index: number): Annotation => ({
  type: 'url_citation',
  url_citation: { start_index, end_index, url: addressOf(citation), title: titleOf(citation) },
})

/** Clients drop a citation without address, and an article need not have one. */
const addressOf = ({ link, permalink }: Citation): string => link ?? permalink
const titleOf = (citation: Citation): string =>
  `${isRetracted(citation) ? `${RETRACTED} ` : ''}${citation.article.title ?? citation.article.id}`

function ownWords(answer: Answer): object {
  if (answer.kind === 'answered') {
    const { kind, rewrittenQuestion, mode, fallbackReason, writing, confidence, degraded } = answer
    const { segments, citations, version } = answer
    return {
      kind,
      rewrittenQuestion,
      mode,
      fallbackReason,
      writing,
      confidence,
      degraded,
      segments,
      citations,
      version,
    }
  }
  const { kind, rewrittenQuestion, reason, confidence, missingWords, lookedAt, version } = answer
  return { kind, rewrittenQuestion, reason, confidence, missingWords, lookedAt, version }
}
