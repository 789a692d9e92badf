import { phraseWords } from '../search-index/phrase-words.js'
import type { Conflict, Stance } from './claim-evidence.js'
import { compareFacts } from './compare-facts.js'
import { hasOpposites } from './opposites.js'

/** A sentence beside a claim, and how near they are. */
export interface NearSentence {
  readonly text: string
  /** The article's title and the sentence's neighbours. */
  readonly context: string
  /** Cosine of the sentence's vector and the claim's, -1 to 1. */
  readonly cosine: number
  /** Share of the claim's idf mass whose words stand in the sentence, 0 to 1. */
  readonly coverage: number
}

type Nearness = Pick<NearSentence, 'cosine' | 'coverage'>

/** In the same words, or in like words with the same meaning. Chosen on the development half of `npm run bench:claims`; docs/claims.md has the figures. */
const SUPPORTS = [
  { cosine: 0.75, coverage: 0.75 },
  { cosine: 0.45, coverage: 0.95 },
]
const IN_SAME_WORDS = { cosine: 0.45, coverage: 0.85 }
/** Another number or date stands out even in other words; a name or a "not" may belong to another part of the sentence. */
const CONFLICTS = {
  number: [{ cosine: 0.75, coverage: 0.6 }, IN_SAME_WORDS],
  date: [{ cosine: 0.75, coverage: 0.6 }, IN_SAME_WORDS],
  name: [{ cosine: 0.45, coverage: 0.8 }],
  negation: [IN_SAME_WORDS],
}
/** Share of a claim's words, and how many, beside the one that differs. */
const SAME_BUT_FOR = 0.9
const FEWEST_OTHERS = 5
const RELATED = { cosine: 0.5, coverage: 0.4 }

/** What a sentence says of a claim: unsure means `related`; null where it is not about the same thing. */
export function stanceOf(claim: string, sentence: NearSentence): { stance: Stance; conflict: Conflict | null } | null {
  const reaches = (either: readonly Nearness[]): boolean =>
    either.some(({ cosine, coverage }) => sentence.cosine >= cosine && sentence.coverage >= coverage)
  if (sentence.cosine < RELATED.cosine && sentence.coverage < RELATED.coverage) return null
  const related = { stance: 'related' as const, conflict: null }
  const asks = /\?["”’)\]]*\s*$/.test(sentence.text)
  if (asks || hasOpposites(claim, sentence.text) || hedges(sentence.text, claim)) return related
  const facts = compareFacts(claim, sentence.text, sentence.context)
  if (facts.conflict !== null) {
    const { conflict } = facts
    const isSame = reaches(CONFLICTS[conflict.kind]) || sameButFor(conflict.claimed, claim, sentence)
    return isSame ? { stance: 'conflicts', conflict } : related
  }
  const supports = facts.allFound && !facts.negationDiffers && reaches(SUPPORTS)
  return supports ? { stance: 'supports', conflict: null } : related
}

/** Words that leave open whether what a sentence says holds, where the claim does not have them: "it is false that", "may". */
const HEDGES =
  /\b(?:false|falsely|untrue|wrongly|claim(?:s|ed)?|alleg(?:es|ed|edly)|rumou?r(?:s|ed)?|refus(?:es|ed)|den(?:y|ies|ied)|doubt(?:s|ed)?|may|might|could|would|if|whether|unless)\b/giu

function hedges(text: string, claim: string): boolean {
  const own = new Set(claim.match(HEDGES)?.map((word) => word.toLowerCase()))
  return (text.match(HEDGES) ?? []).some((word) => !own.has(word.toLowerCase()) && word !== 'May')
}

/** Whether nearly all other words of the claim stand in the sentence: a changed name that is rare weighs much in the coverage. */
function sameButFor(claimed: string, claim: string, { text, cosine }: NearSentence): boolean {
  const words = (written: string) => phraseWords(written).map(({ word }) => word)
  const changed = new Set(words(claimed))
  const said = new Set(words(text))
  const others = words(claim).filter((word) => !changed.has(word))
  const shared = others.filter((word) => said.has(word)).length
  return cosine >= IN_SAME_WORDS.cosine && others.length >= FEWEST_OTHERS && shared >= SAME_BUT_FOR * others.length
}
