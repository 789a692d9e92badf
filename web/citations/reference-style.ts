import { stored } from '../frame/stored.js'
import { texts } from '../texts.js'
import type { ReferenceStyle } from '../wire.js'

export const referenceStyles = Object.keys(texts.citations.styles) as ReferenceStyle[]

/** The style of every reference on every page, as it was chosen last. */
export const referenceStyle = stored<ReferenceStyle>(
  'reference-style',
  (kept) => referenceStyles.find((style) => style === kept) ?? 'apa',
)
