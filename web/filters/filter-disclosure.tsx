import type { Signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { texts } from '../texts.js'
import { FilterFieldset } from './filter-fields.js'
import { type FilterFields, filterNames, isFiltered, noFilters } from './filters.js'

/** The filters of a form, folded away; what is given is said where they are folded. */
export function FilterDisclosure({ filters }: { readonly filters: Signal<FilterFields> }) {
  const [isOpen, setOpen] = useState(false)
  const fields = filters.value
  const given = filterNames.map((name) => fields[name].trim()).filter(Boolean)
  return (
    <details class="filters" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {texts.filters.title}
        {given.length > 0 && <span class="hint">: {given.join(', ')}</span>}
      </summary>
      {/* What there is to choose from is asked for only by those who choose. */}
      {isOpen && <FilterFieldset fields={fields} onChange={(changed) => (filters.value = changed)} />}
      {isFiltered(fields) && (
        <button type="button" class="small" onClick={() => (filters.value = noFilters)}>
          {texts.filters.clear}
        </button>
      )}
    </details>
  )
}
