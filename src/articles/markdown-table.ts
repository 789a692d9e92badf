/** Whether a line and the one after it are the head of a table: cells, then a row of dashes with as many. */
export const isTableStart = (text: string, next: string | undefined): boolean =>
  next !== undefined &&
  text.includes('|') &&
  next.includes('-') &&
  /^[\s|:-]+$/.test(next) &&
  next.includes('|') &&
  splitTableRow(text).length === splitTableRow(next).length

/** The cells of one row, their inline markup still in place. */
export function splitTableRow(line: string): string[] {
  const cells: string[] = []
  let start = 0
  for (let index = 0; index < line.length; index += 1) {
    if (line[index] === '\\') index += 1
    else if (line[index] === '|') {
      cells.push(line.slice(start, index))
      start = index + 1
    }
  }
  cells.push(line.slice(start))
  if (cells[0]!.trim() === '') cells.shift()
  if (cells.at(-1)?.trim() === '') cells.pop()
  return cells
}
