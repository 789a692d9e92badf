import { useEffect, useId, useRef } from 'preact/hooks'
import { useLoaded } from '../frame/use-loaded.js'
import { texts } from '../texts.js'
import { type Facets, loadFacets } from './facets.js'
import type { FilterFields } from './filters.js'

interface Props {
  readonly fields: FilterFields
  readonly onChange: (fields: FilterFields) => void
}

/** Author, publisher, tag and dates; what the articles have is offered while typing. */
export function FilterFieldset({ fields, onChange }: Props) {
  const loaded = useLoaded(loadFacets, [])
  const facets = loaded.state === 'loaded' ? loaded.value : null
  const change = (name: keyof FilterFields) => (value: string) => onChange({ ...fields, [name]: value })
  const { filters } = texts
  return (
    <div class="filter-fields">
      <NameField label={filters.author} value={fields.author} onChange={change('author')} known={facets?.authors} />
      <NameField
        label={filters.publisher}
        value={fields.publisher}
        onChange={change('publisher')}
        known={facets?.publishers}
      />
      <NameField label={filters.tag} value={fields.tag} onChange={change('tag')} known={facets?.tags} />
      <DateField label={filters.from} value={fields.publishedFrom} onChange={change('publishedFrom')} />
      <DateField label={filters.to} value={fields.publishedTo} onChange={change('publishedTo')} />
    </div>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function NameField({
  label,
  value,
  onChange,
  known = [],
}: FieldProps & { readonly known?: Facets['authors'] | undefined }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        list={`${id}-known`}
        value={value}
        placeholder={texts.filters.any}
        maxLength={500}
        autocomplete="off"
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={`${id}-known`}>
        {known.map(({ value: name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  )
}

/** A date is as precise as one writes it, which no date picker allows. */
export function DateField({ label, value, onChange }: FieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current!.setCustomValidity('')
    if (input.current!.validity.patternMismatch) input.current!.setCustomValidity(texts.filters.dateInvalid)
  }, [value])
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input}
        value={value}
        placeholder="2026-02"
        title={texts.filters.dateHint}
        pattern="\s*\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\s*"
        inputMode="numeric"
        autocomplete="off"
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </div>
  )
}
