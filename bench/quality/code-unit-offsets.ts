/** The sets count code points, as Python does; articles count UTF-16 code units. @returns the latter for the former. */
export function codeUnitOffsets(text: string): (codePoint: number) => number {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (codePoint) => codePoint
  const offsets: number[] = []
  let offset = 0
  for (const character of text) {
    offsets.push(offset)
    offset += character.length
  }
  offsets.push(offset)
  return (codePoint) => {
    const found = offsets[codePoint]
    if (found === undefined) throw new RangeError(`code point ${codePoint} lies beyond a text of ${offsets.length - 1}`)
    return found
  }
}
