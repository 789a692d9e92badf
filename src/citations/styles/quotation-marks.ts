type Kind = 'double' | 'single'

interface OpenMark {
  readonly kind: Kind
  readonly index: number
}

const curly: Record<Kind, readonly [string, string]> = { double: ['“', '”'], single: ['‘', '’'] }
const other: Record<Kind, Kind> = { double: 'single', single: 'double' }
/** Words that begin with an apostrophe. */
const clipped = /^(?:n|tis|twas|til|em|cause|cos|round)\b/i

/**
 * The text as it stands inside quotation marks of the kind `outside`: pairs of marks in it switch to the other kind, those inside them
 * back again. Apostrophes, single marks without a partner, and the marks of other languages („ “ « ») stay.
 *
 * @returns `closingMarks` says how many marks of pairs the text ends in.
 */
export function nestedMarks(text: string, outside: Kind): { text: string; closingMarks: number } {
  const pairs = pairedMarks(text)
  const units = text.split('')
  const closings = new Set(pairs.map(([, end]) => end))
  const openings = new Set(pairs.map(([start]) => start))
  let depth = 0
  // Pairs lie inside one another or apart, so that the number of open ones is the depth.
  for (const index of pairs.flat().sort((x, y) => x - y)) {
    if (closings.has(index)) depth--
    const kind = depth % 2 === 0 ? other[outside] : outside
    units[index] = curly[kind][closings.has(index) ? 1 : 0]
    if (openings.has(index)) depth++
  }
  let closingMarks = 0
  while (closings.has(text.length - 1 - closingMarks)) closingMarks++
  return { text: units.join(''), closingMarks }
}

/** The text without double marks and opening single marks that have lost their partner, e.g. because the text was cut. */
export function withoutLoneMarks(text: string): string {
  const paired = new Set(pairedMarks(text).flat())
  return [...text.matchAll(/["“”‘]|[^"“”‘]+/g)]
    .filter(([piece], i, all) => piece.length > 1 || !/["“”‘]/.test(piece) || paired.has(all[i]!.index))
    .map(([piece]) => piece)
    .join('')
}

/** Offsets of opening and closing marks that belong together. */
function pairedMarks(text: string): [number, number][] {
  const open: OpenMark[] = []
  const pairs: [number, number][] = []
  let openDoubles = 0
  let isLow = false
  for (let i = 0; i < text.length; i++) {
    const mark = text[i]!
    if (mark === '„') isLow = true
    else if (mark === '“' && isLow) isLow = false
    else if (/["“”]/.test(mark)) meet('double', i, mark === '“' || (mark === '"' && opens(text, i)))
    else if (/['‘’]/.test(mark)) {
      if (mark === '‘' || (mark === "'" && opens(text, i) && !clipped.test(text.slice(i + 1, i + 8))))
        meet('single', i, true)
      else if (!/[\p{L}\p{N}]/u.test(text[i + 1] ?? ' ')) meet('single', i, false)
    }
  }
  return pairs

  function meet(kind: Kind, index: number, isOpening: boolean): void {
    if (isOpening) {
      open.push({ kind, index })
      if (kind === 'double') openDoubles++
      return
    }
    if (kind === 'double' && openDoubles === 0) return
    // A single mark that would have to cross a double one is an apostrophe.
    const partner = kind === 'single' ? open.length - 1 : open.findLastIndex((mark) => mark.kind === 'double')
    if (open[partner]?.kind !== kind) return
    if (kind === 'double') openDoubles--
    pairs.push([open[partner]!.index, index])
    open.length = partner
  }
}

/** A straight mark opens at the beginning of a word. */
const opens = (text: string, index: number): boolean =>
  /[\s([{“‘"'—–-]/.test(text[index - 1] ?? ' ') && /[\p{L}“‘"'([¿¡]|\p{N}/u.test(text[index + 1] ?? ' ')
