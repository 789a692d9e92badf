/** How often the character at `start` is repeated. */
export function runLength(source: string, start: number): number {
  let end = start + 1
  while (source[end] === source[start]) end += 1
  return end - start
}

/** For each run of backticks the start of the next run of the same length. */
export function matchBackticks(source: string): Map<number, number> {
  const closers = new Map<number, number>()
  const lastOfLength = new Map<number, number>()
  for (const { index, 0: run } of [...source.matchAll(/`+/g)].reverse()) {
    const closer = lastOfLength.get(run.length)
    if (closer !== undefined) closers.set(index, closer)
    lastOfLength.set(run.length, index)
  }
  return closers
}

/** The `>` that closes the `<` at `start`; null where another `<` comes first, or none. */
export function endOfAngle(source: string, start: number): number | null {
  const pattern = /[<>]/g
  pattern.lastIndex = start + 1
  const next = pattern.exec(source)
  return next?.[0] === '>' ? next.index : null
}

/** How much of what follows `start` a script or style element hides. */
export function lengthOfHidden(source: string, start: number, name: string): number {
  const pattern = new RegExp(`</${name}`, 'gi')
  pattern.lastIndex = start
  return (pattern.exec(source)?.index ?? source.length) - start
}

const maxNesting = 32

/** The index after `(destination "title")`, which begins at `start`; null where it is none. */
export function endOfDestination(source: string, start: number): number | null {
  let index = skipSpace(source, start + 1)
  if (source[index] === '<') {
    const end = endOfAngle(source, index)
    if (end === null) return null
    index = end + 1
  } else {
    let depth = 0
    for (; index < source.length && !/\s/.test(source[index]!); index += 1) {
      if (source[index] === '\\') index += 1
      else if (source[index] === '(' && ++depth > maxNesting) return null
      else if (source[index] === ')' && --depth < 0) break
    }
  }
  index = skipSpace(source, index)
  const quote = source[index]
  if (quote === '"' || quote === "'") {
    const end = source.indexOf(quote, index + 1)
    if (end < 0) return null
    index = skipSpace(source, end + 1)
  }
  return source[index] === ')' ? index + 1 : null
}

function skipSpace(source: string, start: number): number {
  let index = start
  while (index < source.length && /\s/.test(source[index]!)) index += 1
  return index
}
