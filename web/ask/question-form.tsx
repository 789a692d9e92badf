import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { FilterDisclosure } from '../filters/filter-disclosure.js'
import type { FilterFields } from '../filters/filters.js'
import { texts } from '../texts.js'
import { conversation, isAsking, stop } from './conversation.js'

interface Props {
  readonly question: Signal<string>
  readonly filters: Signal<FilterFields>
  readonly onSubmit: (question: string) => Promise<void>
}

export function QuestionForm({ question, filters, onSubmit }: Props) {
  const input = useRef<HTMLTextAreaElement>(null)
  useEffect(() => input.current?.focus(), [])
  const submit = (event: Event) => {
    event.preventDefault()
    const words = question.value.trim()
    if (words !== '' && !isAsking.value && input.current!.form!.reportValidity()) void onSubmit(words)
  }
  const label = conversation.value.exchanges.length === 0 ? texts.ask.label : texts.ask.followUp
  return (
    <form class="question-form" onSubmit={submit} aria-busy={isAsking.value}>
      <label for="question">{label}</label>
      <div class="composer">
        <textarea
          id="question"
          ref={input}
          rows={1}
          maxLength={2_000}
          enterkeyhint="search"
          required
          value={question.value}
          onInput={({ currentTarget }) => (question.value = currentTarget.value)}
          onKeyDown={(event) => {
            // Words that are still being composed (Japanese, Chinese) are accepted with Enter, not sent.
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
          }}
        />
        {isAsking.value ? (
          <button type="button" onClick={stop}>
            {texts.ask.stop}
          </button>
        ) : (
          <button type="submit" class="primary">
            {texts.ask.submit}
          </button>
        )}
      </div>
      <FilterDisclosure filters={filters} />
    </form>
  )
}
