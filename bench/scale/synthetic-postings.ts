import { lexicalTerms } from '../../src/search-index/lexical-terms.js'
import type { PostingArrays } from '../../src/search-index/local/segment-files.js'
import { passagesPerArticle, syntheticWords } from './synthetic-passages.js'
import { vocabulary } from './zipf-words.js'

/**
 * The postings of the first so many synthetic passages, without their titles, made from ranks instead of texts: of a
 * million in a minute.
 */
export function syntheticPostings(passages: number): PostingArrays {
  const { terms, placeOfRank } = dictionary()
  const lengths = new Uint32Array(passages)
  const postingFirsts = new Uint32Array(terms.length + 1)
  eachPosting(passages, placeOfRank, (passage, place, count) => {
    postingFirsts[place + 1]! += 1
    lengths[passage]! += count
  })
  for (let place = 0; place < terms.length; place++) postingFirsts[place + 1]! += postingFirsts[place]!
  const next = postingFirsts.slice()
  const postingPassages = new Uint32Array(postingFirsts.at(-1)!)
  const postingCounts = new Uint16Array(postingPassages.length)
  // The same passages once more: keeping them would take more memory than all postings.
  eachPosting(passages, placeOfRank, (passage, place, count) => {
    const posting = next[place]!++
    postingPassages[posting] = passage
    postingCounts[posting] = count
  })
  const encoded = terms.map((term) => Buffer.from(term))
  const termFirsts = new Uint32Array(terms.length + 1)
  for (const [place, bytes] of encoded.entries()) termFirsts[place + 1] = termFirsts[place]! + bytes.length
  return { termBytes: Buffer.concat(encoded), termFirsts, postingFirsts, postingPassages, postingCounts, lengths }
}

/** Terms in their order, and for each rank the place of its word's term, -1 for a stop word. */
function dictionary() {
  const termOfRank = vocabulary.map((word) => lexicalTerms(word)[0]?.term ?? null)
  const terms = [...new Set(termOfRank.filter((term) => term !== null))].sort()
  const places = new Map(terms.map((term, place) => [term, place]))
  return { terms, placeOfRank: Int32Array.from(termOfRank, (term) => (term === null ? -1 : places.get(term)!)) }
}

/** In the order of passages. */
function eachPosting(
  passages: number,
  placeOfRank: Int32Array,
  tell: (passage: number, place: number, count: number) => void,
): void {
  for (let passage = 0; passage < passages; passage += passagesPerArticle) {
    for (const [row, ranks] of syntheticWords(passage / passagesPerArticle).rows.entries()) {
      const places = Int32Array.from(ranks, (rank) => placeOfRank[rank]!).sort()
      for (let i = 0; i < places.length; ) {
        const first = i
        while (i < places.length && places[i] === places[first]) i++
        if (places[first] !== -1) tell(passage + row, places[first]!, i - first)
      }
    }
  }
}
