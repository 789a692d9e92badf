/** "…, and who paid for it?": a second question begins with a question word or an auxiliary. */
const SECOND_QUESTION =
  /,? and (?:also )?(?=(?:who|whom|whose|what|when|where|which|why|how|did|does|do|is|are|was|were|has|have|can|should|will)\b)/i
const FEWEST_WORDS = 3

/** The questions that are asked at once, in order: two, or the one that it is. */
export function questionHalves(question: string): string[] {
  const sentences = question.split(/(?<=\?)\s+/).filter((sentence) => sentence !== '')
  const halves = sentences.length === 2 ? sentences : question.split(SECOND_QUESTION)
  const whole = halves.every((half) => half.trim().split(/\s+/).length >= FEWEST_WORDS)
  return halves.length === 2 && whole ? halves.map((half) => half.trim()) : [question]
}
