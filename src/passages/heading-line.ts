/**
 * The context that a passage stands in, in one line: title, then headings, outermost first, joined by ` — `.
 * Used for embedding and for lexical search; uncut (each embedder has its own limit); empty if nothing is known.
 */
export function headingLine(title: string | null, headings: readonly string[]): string {
  return [title ?? '', ...headings]
    .map(oneLine)
    .filter((part) => part !== '')
    .join(' — ')
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
