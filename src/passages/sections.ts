import type { Block } from '../articles/article.js'
import { oneLine } from './heading-line.js'

/** Neighbouring blocks that may share a passage, and the headings they stand under, outermost first. */
export interface Section {
  readonly headings: readonly string[]
  readonly blocks: readonly Block[]
}

/**
 * Cuts an article where no passage may reach across: at each heading, at boilerplate, and where text lies between two
 * blocks that belongs to neither. Headings and boilerplate are in no section; a boilerplate heading (the title, say) is
 * in no path either, nor is a level 1 heading that repeats the title.
 */
export function sections(text: string, blocks: readonly Block[], title: string | null): Section[] {
  const found: { headings: readonly string[]; blocks: Block[] }[] = []
  let path: { readonly level: number; readonly heading: string }[] = []
  let previous: Block | null = null
  for (const block of blocks) {
    if (block.kind === 'heading' || block.boilerplate !== null) {
      if (block.boilerplate === null) path = pathUnder(path, block, text, title)
      previous = null
      continue
    }
    if (previous === null || text.slice(previous.span.end, block.span.start).trim() !== '')
      found.push({ headings: path.map(({ heading }) => heading), blocks: [] })
    found.at(-1)!.blocks.push(block)
    previous = block
  }
  return found
}

function pathUnder<Step extends { readonly level: number; readonly heading: string }>(
  path: readonly Step[],
  { level, span }: Block,
  text: string,
  title: string | null,
): { readonly level: number; readonly heading: string }[] {
  const step = { level: level ?? 1, heading: oneLine(text.slice(span.start, span.end)) }
  const outer = path.filter((above) => above.level < step.level)
  const isTitle = step.level === 1 && title !== null && step.heading === oneLine(title)
  return step.heading === '' || isTitle ? outer : [...outer, step]
}
