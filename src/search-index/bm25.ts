/** See docs/decisions/0003 for why these values and why no `k1 + 1` in the numerator: a term can give at most its idf. */
export const k1 = 0.9
export const b = 0.4

/** Lucene's: positive for every term, greatest for one that no passage holds. */
export const inverseDocumentFrequency = (passages: number, passagesWithTerm: number): number =>
  Math.log(1 + (passages - passagesWithTerm + 0.5) / (passagesWithTerm + 0.5))

/**
 * What a term's count is weighed against: `tf / (tf + saturation)`.
 * @param length indexed words of the passage. @param averageLength of all passages; 0 where no passage has a word.
 */
export const saturation = (length: number, averageLength: number): number =>
  k1 * (1 - b + (averageLength === 0 ? 0 : (b * length) / averageLength))
