import { comparable, type DraftBlock } from './article-text.js'
import { looksLikeName } from './author-names.js'

/** The author notes that end an article. */
export interface Biographies {
  /** Indexes of the blocks that are one, or belong to one (a bare name, "About the author"). */
  readonly blocks: ReadonlySet<number>
  /** In reading order, with the block whose first words they are. */
  readonly names: readonly { readonly name: string; readonly block: number }[]
}

const profession =
  /\b(?:fellow|analyst|professor|author|writer|reporter|editor|correspondent|director|researcher|scholar|columnist|journalist|historian|lecturer|economist|founder|cofounder|co-founder|expert|advis[eo]r|associate|contributor|candidate|scientist|novelist|essayist|editor-in-chief|blogger|consultant|physician|attorney|translator)\b/i
const activity = /^(?:is|was|serves as|works as|works for|works at|writes|covers|teaches|directs|edits|reports)\b/
const heading = /^about the authors?:?$/i
const maxBiographies = 4
const maxLength = 1_200

/**
 * Looks at the end of an article only, so that a sentence on a person in the body is never taken for one.
 *
 * @param isPassedOver says which blocks may stand after a biography: links to other articles, credits.
 */
export function findBiographies(drafts: readonly DraftBlock[], isPassedOver: (index: number) => boolean): Biographies {
  const blocks = new Set<number>()
  const names: { name: string; block: number }[] = []
  let index = drafts.length - 1
  while (index > 0 && isPassedOver(index)) index -= 1
  while (index > 0 && names.length < maxBiographies) {
    const name = nameInBiography(drafts[index]!)
    if (name === null || isSpokenOf(name, drafts, index, isPassedOver)) break
    blocks.add(index)
    names.unshift({ name, block: index })
    index -= 1
    if (index > 0 && comparable(drafts[index]!.text) === comparable(name)) {
      blocks.add(index)
      index -= 1
    }
  }
  if (names.length > 0 && index > 0 && heading.test(drafts[index]!.text)) blocks.add(index)
  return { blocks, names }
}

/** Whom the text itself speaks of, it may well be about: "Ada Lovelace was a writer" can end an article on her. */
const isSpokenOf = (
  name: string,
  drafts: readonly DraftBlock[],
  end: number,
  isPassedOver: (index: number) => boolean,
): boolean =>
  drafts
    .slice(0, end)
    .some(
      ({ text }, index) =>
        text.includes(name) && !/^by:? /i.test(text) && comparable(text) !== comparable(name) && !isPassedOver(index),
    )

/** "First Last is a senior fellow at …": a name, a verb of occupation, and an occupation in the same sentence. */
function nameInBiography(draft: DraftBlock): string | null {
  if ((draft.kind !== 'paragraph' && draft.kind !== 'quotation') || draft.text.length > maxLength) return null
  const words = draft.text.slice(0, 400).split(' ')
  for (let count = 5; count >= 2; count -= 1) {
    const name = words.slice(0, count).join(' ').replace(/,$/, '')
    const rest = words
      .slice(count)
      .join(' ')
      .replace(/^(?:PhD|MD|[^.,]{2,60}),\s/, (title) => (profession.test(title) ? title : ''))
    if (!looksLikeName(name) || !activity.test(rest)) continue
    return profession.test(firstSentence(rest)) || /^(?:writes|covers|teaches|edits|reports)\b/.test(rest) ? name : null
  }
  return null
}

const firstSentence = (text: string): string => /^.*?[\p{Ll}\d)][.!?](?= \p{Lu}|$)/u.exec(text)?.[0] ?? text
