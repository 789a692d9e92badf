import { titleOf } from '../articles/names.js'
import { escapeMarkdown } from '../citations/escape.js'
import { formatMoment } from '../formats.js'
import type { Conversation, Exchange } from '../history/exchange.js'
import { texts } from '../texts.js'
import type { WireCitation } from '../wire.js'

/** Conversations as Markdown, each answer with its citations as footnotes. */
export function asMarkdown(conversations: readonly Conversation[]): string {
  return conversations
    .flatMap(({ exchanges }) => exchanges)
    .map((exchange, i) => exchangeAsMarkdown(exchange, String(i + 1)))
    .join('\n\n')
}

function exchangeAsMarkdown(exchange: Exchange, number: string): string {
  const label = (marker: number) => `${number}-${marker}`
  const answer = exchange.segments
    .map(({ kind, text, citations, verdict }) => {
      const words = kind === 'quote' ? `“${escapeMarkdown(text)}”` : escapeMarkdown(text)
      const remark = verdict === null || verdict === 'supported' ? '' : ` (${texts.ask.verdicts[verdict]})`
      return words + citations.map((marker) => `[^${label(marker)}]`).join('') + remark
    })
    .join(' ')
  const notes = exchange.citations.map((citation) => `[^${label(citation.marker)}]: ${note(citation)}`)
  return [
    `## ${escapeMarkdown(exchange.question)}`,
    `*${formatMoment(exchange.askedAt)}*`,
    ...(answer === '' ? [] : [answer]),
    ...(answer === '' || exchange.state !== 'done' ? [outcome(exchange)] : []),
    ...notes,
  ].join('\n\n')
}

function note({ quote, reference, permalink, article }: WireCitation): string {
  const retracted = article.status === 'retracted' ? ` ${texts.articles.retracted}` : ''
  return `“${escapeMarkdown(quote)}” ${escapeMarkdown(reference || titleOf(article))}${retracted} <${permalink}>`
}

function outcome({ answer, problem }: Exchange): string {
  if (answer?.kind === 'unanswerable') return `${texts.ask.declined.title}. ${texts.ask.declined[answer.reason]}`
  return problem === null ? texts.ask.stopped : escapeMarkdown(problem)
}
