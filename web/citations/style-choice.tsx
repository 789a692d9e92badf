import { texts } from '../texts.js'
import type { ReferenceStyle } from '../wire.js'
import { referenceStyle, referenceStyles } from './reference-style.js'

export function StyleChoice() {
  return (
    <label class="choice">
      <span>{texts.citations.style}</span>
      <select
        value={referenceStyle.value}
        onChange={({ currentTarget }) => {
          referenceStyle.value = currentTarget.value as ReferenceStyle
        }}
      >
        {referenceStyles.map((style) => (
          <option key={style} value={style}>
            {texts.citations.styles[style]}
          </option>
        ))}
      </select>
    </label>
  )
}
