/** What a text directive asks for, decoded. */
interface Directive {
  readonly prefix: string | null
  readonly start: string
  readonly end: string | null
  readonly suffix: string | null
}

interface Range {
  readonly start: number
  readonly end: number
}

const words = new Intl.Segmenter('und', { granularity: 'word' })

/**
 * A browser's search for a text fragment, as the specification words it, over a page whose blocks are the text's lines. Written from the
 * specification alone, apart from the code that makes the links.
 * @see https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document
 */
export function rangeOfFragment(link: string, text: string): Range | null {
  const directive = parse(link)
  const find = finder(text)
  let from = 0
  while (from < text.length) {
    const { prefix, start, end, suffix } = directive
    const endsAtWord = end !== null || suffix === null
    let match: Range | null
    if (prefix !== null) {
      const found = find(prefix, from, true, false)
      if (found === null) return null
      from = found.start + 1
      const next = nextNonSpace(text, found.end)
      if (next >= text.length) return null
      match = find(start, next, false, endsAtWord)
      if (match === null) return null
      if (match.start !== next) continue
    } else {
      match = find(start, from, true, endsAtWord)
      if (match === null) return null
      from = match.start + 1
    }
    let endFrom = match.end
    while (endFrom <= text.length) {
      if (end !== null) {
        const found = find(end, endFrom, true, suffix === null)
        if (found === null) return null
        match = { start: match.start, end: found.end }
      }
      if (suffix === null) return match
      const next = nextNonSpace(text, match.end)
      const found = find(suffix, next, false, true)
      if (found === null) return null
      if (found.start === next) return match
      if (end === null) break
      endFrom = next
    }
  }
  return null
}

function parse(link: string): Directive {
  const value = link.split(':~:text=')[1]!
  if (!/^[^&]*$/.test(value)) throw new Error(`"&" ends a directive: ${value}`)
  const tokens = value.split(',')
  const prefix = tokens[0]!.endsWith('-') ? decodeURIComponent(tokens.shift()!.slice(0, -1)) : null
  const suffix = tokens.at(-1)!.startsWith('-') ? decodeURIComponent(tokens.pop()!.slice(1)) : null
  if (tokens.length < 1 || tokens.length > 2) throw new Error(`not a text directive: ${value}`)
  const [start, end = null] = tokens.map((token) => decodeURIComponent(token))
  return { prefix, start: start!, end: end as string | null, suffix }
}

/** Looks for words inside one block, by base characters, with or without word borders at either end. */
function finder(text: string) {
  const blocks = [...text.matchAll(/[^\n]+/g)].map(([block], i, all) => ({ block, offset: all[i]!.index }))
  const prepared = blocks.map(({ block, offset }) => {
    const bounds = new Set([0, block.length, ...[...words.segment(block)].map(({ index }) => index)])
    const characters = [...block].flatMap((character) =>
      [...base(character)].map((letter) => ({ letter, length: character.length })),
    )
    const starts: number[] = []
    let at = 0
    for (const character of block) {
      starts.push(...[...base(character)].map(() => at))
      at += character.length
    }
    return { offset, bounds, starts, letters: characters.map(({ letter }) => letter), length: block.length }
  })
  return (query: string, from: number, startsAtWord: boolean, endsAtWord: boolean): Range | null => {
    const wanted = [...base(query)]
    for (const { offset, bounds, starts, letters, length } of prepared) {
      if (offset + length <= from) continue
      for (let i = 0; i + wanted.length <= letters.length; i++) {
        const start = starts[i]!
        if (offset + start < from || letters[i] !== wanted[0]) continue
        if (!wanted.every((letter, k) => letters[i + k] === letter)) continue
        const end = starts[i + wanted.length] ?? length
        if (startsAtWord && !bounds.has(start)) continue
        if (endsAtWord && !bounds.has(end)) continue
        return { start: offset + start, end: offset + end }
      }
    }
    return null
  }
}

const base = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en')

function nextNonSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at
}
