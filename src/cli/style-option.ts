import { type ReferenceStyle, referenceStyles } from '../citations/citation.js'
import { AttestError, nearestName } from '../errors.js'

/** `--style`, APA unless told. @throws {AttestError} `USAGE` for a style that there is not. */
export function styleFrom(options: Readonly<Record<string, unknown>>): ReferenceStyle {
  const { style = 'apa' } = options
  const known = referenceStyles.find((one) => one === style)
  if (known !== undefined) return known
  const nearest = nearestName(String(style), referenceStyles)
  const hint = nearest === null ? `Expected one of ${referenceStyles.join(', ')}.` : `Did you mean ${nearest}?`
  throw new AttestError('USAGE', `There is no style ${JSON.stringify(style)}. ${hint}`)
}
