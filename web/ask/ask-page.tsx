import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { CitationPanel } from '../citations/citation-panel.js'
import { asFilters, type FilterFields, filtersFrom } from '../filters/filters.js'
import { keepsData } from '../frame/stored.js'
import { findConversation } from '../history/history.js'
import { isUsable, usableSince } from '../service/service-state.js'
import { texts } from '../texts.js'
import type { WireCitation, WirePassage } from '../wire.js'
import { ask, conversation, resume } from './conversation.js'
import { ExchangeView } from './exchange-view.js'
import { HistoryPanel } from './history-panel.js'
import { QuestionForm } from './question-form.js'
import { Suggestions } from './suggestions.js'

interface OpenCitation {
  readonly citation: WireCitation
  readonly passage: WirePassage | undefined
}

/** `?c=` is a conversation that this browser keeps; `?q=` a question that somebody shared, asked as soon as it can be. */
export function AskPage() {
  const query = new URLSearchParams(location.search)
  const question = useSignal(query.get('q')?.trim() ?? '')
  const filters = useSignal<FilterFields>(filtersFrom(query))
  const opened = useSignal<OpenCitation | null>(null)
  const showsHistory = useSignal(false)
  const isForgotten = useSignal(false)
  /** A question that the service cannot take yet; a shared address has one from the beginning. */
  const waits = useSignal(question.value !== '' && !query.has('c'))

  const submit = async (words: string) => {
    question.value = words
    waits.value = true
    if (!isUsable.peek()) return
    const asking = ask(words, asFilters(filters.peek()))
    waits.value = false
    question.value = ''
    opened.value = null
    history.replaceState(null, '', `/?c=${conversation.peek().id}`)
    if (await asking) return
    question.value = words
    waits.value = true
  }
  useEffect(() => {
    const kept = query.get('c')
    if (kept === null) return
    void findConversation(kept).then((found) => {
      if (found === null) isForgotten.value = true
      else resume(found)
    })
  }, [])
  useEffect(() => {
    if (waits.peek()) void submit(question.peek())
  }, [usableSince.value])
  const { exchanges } = conversation.value
  const isEmpty = exchanges.length === 0
  return (
    <div class={`ask ${isEmpty ? 'is-empty' : ''}`}>
      <div class="ask-tools">
        <button type="button" class="small" onClick={() => (showsHistory.value = true)}>
          {texts.ask.history.open}
        </button>
        {!isEmpty && (
          <a class="button small" href="/">
            {texts.ask.history.new}
          </a>
        )}
      </div>
      {isEmpty && isForgotten.value && (
        <p class="notice" role="status">
          {texts.ask.history.forgotten}
        </p>
      )}
      {isEmpty && (
        <header class="hero">
          <h1>{texts.ask.title}</h1>
          <p class="lead">{texts.lead}</p>
        </header>
      )}
      {!isEmpty && <h1 class="visually-hidden">{texts.ask.title}</h1>}
      <section class="exchanges" aria-label={texts.ask.history.title}>
        {exchanges.map((exchange, i) => (
          <ExchangeView
            key={exchange.id}
            exchange={exchange}
            isLast={i === exchanges.length - 1}
            opened={opened.value?.citation ?? null}
            onOpen={(citation, passage) => (opened.value = { citation, passage })}
          />
        ))}
      </section>
      <QuestionForm question={question} filters={filters} onSubmit={submit} />
      {waits.value && !isUsable.value && <p class="hint">{texts.ask.waits}</p>}
      {!keepsData.value && <p class="hint">{texts.ask.history.unsaved}</p>}
      {isEmpty && <Suggestions onChoose={submit} />}
      {opened.value !== null && (
        <CitationPanel
          key={`${opened.value.citation.permalink}`}
          {...opened.value}
          onClose={() => (opened.value = null)}
        />
      )}
      {showsHistory.value && <HistoryPanel onClose={() => (showsHistory.value = false)} />}
    </div>
  )
}
