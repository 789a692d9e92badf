import { comparable } from './comparable.js'
import { givenQuote } from './given-quote.js'
import { markedParts } from './marked-omissions.js'

/** Whether a quotation stands in a text word for word, but for what `normalised` allows; its parts in order where it marks omissions. */
export function standsIn(quotation: string, text: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(quotation)) return false
  const { plain } = givenQuote(quotation)
  const whole = comparable(text)
  if (whole.includes(comparable(plain))) return true
  const { parts, marks } = markedParts(plain)
  if (marks.length === 0) return false
  let from = 0
  return parts.every(({ start, end }) => {
    const part = comparable(plain.slice(start, end))
    const at = whole.indexOf(part, from)
    from = at + part.length
    return at !== -1
  })
}
