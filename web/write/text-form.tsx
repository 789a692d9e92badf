import type { Signal } from '@preact/signals'
import { StyleChoice } from '../citations/style-choice.js'
import { FilterDisclosure } from '../filters/filter-disclosure.js'
import type { FilterFields } from '../filters/filters.js'
import { formatNumber } from '../formats.js'
import { keepsData } from '../frame/stored.js'
import { texts } from '../texts.js'
import { pastedText } from './pasted-text.js'
import { mostCharacters, type PastedKind, recognise } from './recognise.js'
import { KindChoice, KindOptions, type WritingOptions } from './writing-options.js'

interface Props {
  readonly options: Signal<WritingOptions>
  readonly filters: Signal<FilterFields>
  /** Whether it is kept until the service can take it. */
  readonly waits: boolean
  readonly onSubmit: (kind: PastedKind) => void
}

/** The box for what was written, and what it is to be checked as. */
export function TextForm({ options, filters, waits, onSubmit }: Props) {
  const text = pastedText.value
  const recognised = recognise(text)
  const kind = options.value.kind ?? recognised
  const isTooLong = text.trim().length > mostCharacters[kind]
  const submit = (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLElement
    const isValid = (form.closest('form') as HTMLFormElement).reportValidity()
    if (isValid && text.trim() !== '' && !isTooLong) onSubmit(kind)
  }
  const write = (words: string) => {
    pastedText.value = words
    // With another text the choice is made anew.
    if (words.trim() === '') options.value = { ...options.peek(), kind: null }
  }
  return (
    <form class="text-form" onSubmit={submit}>
      <div class="text-label">
        <label for="text">{texts.write.label}</label>
        {text !== '' && (
          <button type="button" class="small" onClick={() => write('')}>
            {texts.write.clear}
          </button>
        )}
      </div>
      <textarea
        id="text"
        rows={8}
        required
        dir="auto"
        value={text}
        aria-describedby="text-hint text-problem"
        aria-invalid={isTooLong}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
        }}
      />
      <p id="text-hint" class="hint">
        {keepsData.value ? texts.write.kept : texts.write.unsaved}
      </p>
      <p id="text-problem" class="problem" role="alert" hidden={!isTooLong}>
        {isTooLong && texts.write.tooLong[kind](formatNumber(text.trim().length), formatNumber(mostCharacters[kind]))}
      </p>
      <KindChoice options={options} kind={kind} />
      <KindOptions options={options} kind={kind} />
      <StyleChoice />
      <FilterDisclosure filters={filters} />
      <button type="submit" class="primary">
        {texts.write.submit[kind]}
      </button>
      <p role="status" class="hint">
        {waits && texts.write.waits}
      </p>
    </form>
  )
}
