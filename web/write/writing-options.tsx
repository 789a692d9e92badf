import type { Signal } from '@preact/signals'
import { texts } from '../texts.js'
import type { DraftFormat, RepeatedNote } from './check.js'
import { type PastedKind, pastedKinds } from './recognise.js'

export interface WritingOptions {
  /** What the writer says it is; null where the text decides. */
  readonly kind: PastedKind | null
  readonly claimedAuthor: string
  readonly format: DraftFormat
  readonly repeated: RepeatedNote
}

export const initialOptions: WritingOptions = { kind: null, claimedAuthor: '', format: 'markdown', repeated: 'short' }

interface Props {
  readonly options: Signal<WritingOptions>
  /** What it will be checked as. */
  readonly kind: PastedKind
}

/** What it was recognised as is chosen; the writer knows better. */
export function KindChoice({ options, kind }: Props) {
  const labels = texts.write
  const isChosen = options.value.kind !== null
  const choose = (chosen: PastedKind | null) => (options.value = { ...options.peek(), kind: chosen })
  return (
    <fieldset class="kind-choice" aria-describedby="kind-hint">
      <legend>{labels.kind}</legend>
      <div class="segments">
        {pastedKinds.map((one) => (
          <label key={one}>
            <input type="radio" name="kind" checked={one === kind} onChange={() => choose(one)} />
            <span>{labels.kinds[one]}</span>
          </label>
        ))}
      </div>
      <p id="kind-hint" class="hint">
        {isChosen ? labels.chosen : labels.recognised}{' '}
        {isChosen && (
          <button type="button" class="as-text" onClick={() => choose(null)}>
            {labels.recogniseAgain}
          </button>
        )}
      </p>
    </fieldset>
  )
}

/** What only one kind has to be told. */
export function KindOptions({ options, kind }: Props) {
  const labels = texts.write
  const change = (changed: Partial<WritingOptions>) => (options.value = { ...options.peek(), ...changed })
  if (kind === 'claim') return null
  if (kind === 'quotation') {
    return (
      <div class="field">
        <label for="claimed-author">{labels.claimedAuthor}</label>
        <input
          id="claimed-author"
          value={options.value.claimedAuthor}
          maxLength={500}
          autocomplete="off"
          onInput={({ currentTarget }) => change({ claimedAuthor: currentTarget.value })}
        />
      </div>
    )
  }
  return (
    <div class="choices">
      <Choice
        label={labels.format}
        names={labels.formats}
        value={options.value.format}
        onChange={(format) => change({ format })}
      />
      <Choice
        label={labels.repeated}
        names={labels.repeatedForms}
        value={options.value.repeated}
        onChange={(repeated) => change({ repeated })}
      />
    </div>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly names: Readonly<Record<Value, string>>
  readonly value: Value
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, names, value, onChange }: ChoiceProps<Value>) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}>
        {(Object.keys(names) as Value[]).map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
