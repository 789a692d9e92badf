import { type PhraseWord, phraseWords } from '../search-index/phrase-words.js'
import { type AlignedWord, alignWords } from './align-words.js'
import type { DiffPart } from './quote-verdict.js'

interface Side {
  readonly text: string
  readonly words: readonly PhraseWord[]
}

/** How a quoted text differs from the words that were found, word by word; the words of `found` are all accounted for. */
export function diffWords(quoted: string, found: string): DiffPart[] {
  const [one, other] = [side(quoted), side(found)]
  return diffOf(alignWords(one.words, other.words).steps, one, other)
}

/**
 * The pieces of an alignment in order. `same` and `left-out` pieces make up the found words with all that stands between
 * them; a `put-in` piece is words of the quote.
 */
export function diffOf(steps: readonly AlignedWord[], quoted: Side, found: Side): DiffPart[] {
  const taken = steps.flatMap((step) => (step.found === null ? [] : [step.found]))
  const [first, last] = [taken[0], taken.at(-1)]
  if (first === undefined || last === undefined) return [{ kind: 'put-in', text: quoted.text }]
  const parts: DiffPart[] = []
  for (const step of steps) {
    if (step.found !== null) {
      const end = step.found === last ? found.words[last]!.end : found.words[step.found + 1]!.start
      add(parts, step.same ? 'same' : 'left-out', found.text.slice(found.words[step.found]!.start, end))
    }
    if (!step.same && step.quoted !== null) {
      const { start, end } = quoted.words[step.quoted]!
      add(parts, 'put-in', quoted.text.slice(start, end))
    }
  }
  return parts
}

const side = (text: string): Side => ({ text, words: phraseWords(text) })

/** Adds to the last piece of a run of changes where it is of the same kind, so that changed words stand together. */
function add(parts: DiffPart[], kind: DiffPart['kind'], text: string): void {
  const run = parts.length - 1 - parts.findLastIndex((part) => part.kind === 'same')
  const at = parts.findLastIndex(
    (part, i) => part.kind === kind && (kind === 'same' ? i === parts.length - 1 : i >= parts.length - run),
  )
  if (at === -1) parts.push({ kind, text })
  else parts[at] = { kind, text: joined(parts[at]!.text, text, kind) }
}

/** Words of the quote come without what stands between them. */
const joined = (before: string, after: string, kind: DiffPart['kind']): string =>
  kind === 'put-in' ? `${before} ${after}` : before + after
