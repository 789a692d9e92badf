import type { WireSpan } from '../wire.js'

/**
 * The words of an article that a range of the page has selected, in the article's own offsets. Blocks carry where they
 * begin (`data-start`) and hold nothing but their text, however marks cut it, so that each end is its block's start and
 * the characters before it.
 *
 * @returns null where it holds no words of the text.
 */
export function selectedSpan(body: Element, range: Range, text: string): WireSpan | null {
  if (range.collapsed || !range.intersectsNode(body)) return null
  const blocks = [...body.querySelectorAll<HTMLElement>('[data-start]')].filter((block) => range.intersectsNode(block))
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (first === undefined || last === undefined) return null
  const start = first.contains(range.startContainer)
    ? offsetIn(first, range.startContainer, range.startOffset)
    : startOf(first)
  const end = last.contains(range.endContainer)
    ? offsetIn(last, range.endContainer, range.endOffset)
    : startOf(last) + last.textContent!.length
  return wordsWithin(text, { start, end })
}

const startOf = (block: HTMLElement): number => Number(block.dataset.start)

function offsetIn(block: HTMLElement, node: Node, offset: number): number {
  const before = document.createRange()
  before.setStart(block, 0)
  before.setEnd(node, offset)
  return startOf(block) + before.toString().length
}

/** A paragraph that is selected by three clicks reaches to the start of the next; white space at the ends is no part of a quote. */
function wordsWithin(text: string, { start, end }: WireSpan): WireSpan | null {
  const words = text.slice(start, end)
  const span = {
    start: start + words.length - words.trimStart().length,
    end: end - words.length + words.trimEnd().length,
  }
  return span.start < span.end ? span : null
}
