/** A question's confidence, 0 to 1, and whether the corpus does answer it. `weight` counts it several times (bootstrap). */
export interface Judged {
  readonly confidence: number
  readonly answerable: boolean
  readonly weight?: number
}

const weightOf = ({ weight = 1 }: Judged): number => weight
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const totalWeight = (judged: readonly Judged[]): number => sum(judged.map(weightOf))

/**
 * AUROC: the chance that an answerable question has a higher confidence than an unanswerable one, ties counting half.
 * @returns null where one of the two kinds is absent.
 * @see Mann & Whitney 1947: U / (|answerable| · |unanswerable|).
 */
export function auroc(judged: readonly Judged[]): number | null {
  return aurocSorted([...judged].sort((a, b) => a.confidence - b.confidence))
}

/** As `auroc`, of questions that are already in ascending order of confidence: one pass, for many resamples. */
export function aurocSorted(ascending: readonly Judged[]): number | null {
  let pairs = 0
  let answerable = 0
  let unanswerable = 0
  for (let from = 0; from < ascending.length; ) {
    const { confidence } = ascending[from]!
    let tiedAnswerable = 0
    let tiedUnanswerable = 0
    for (; from < ascending.length && ascending[from]!.confidence === confidence; from++) {
      if (ascending[from]!.answerable) tiedAnswerable += weightOf(ascending[from]!)
      else tiedUnanswerable += weightOf(ascending[from]!)
    }
    pairs += tiedAnswerable * (unanswerable + tiedUnanswerable / 2)
    answerable += tiedAnswerable
    unanswerable += tiedUnanswerable
  }
  return answerable === 0 || unanswerable === 0 ? null : pairs / (answerable * unanswerable)
}

export interface DecliningFigures {
  /** |declined ∩ unanswerable| / |declined|; null where nothing was declined. */
  readonly precision: number | null
  /** |declined ∩ unanswerable| / |unanswerable|; null where all are answerable. */
  readonly recall: number | null
  /** |declined ∩ answerable| / |answerable|; null where none is answerable. */
  readonly falseDeclines: number | null
}

/** What declining every question with a confidence below `threshold` would do. */
export function decliningAt(judged: readonly Judged[], threshold: number): DecliningFigures {
  const declined = judged.filter(({ confidence }) => confidence < threshold)
  const rightly = totalWeight(declined.filter(({ answerable }) => !answerable))
  return {
    precision: ratio(rightly, totalWeight(declined)),
    recall: ratio(rightly, totalWeight(judged.filter(({ answerable }) => !answerable))),
    falseDeclines: ratio(totalWeight(declined) - rightly, totalWeight(judged.filter(({ answerable }) => answerable))),
  }
}

/** One bin of a reliability diagram: confidences in [from, to), the last bin closed. */
export interface ReliabilityBin {
  readonly from: number
  readonly to: number
  readonly questions: number
  /** Null in an empty bin. */
  readonly meanConfidence: number | null
  readonly shareAnswerable: number | null
}

/** Bins of equal width over [0, 1]. */
export function reliability(judged: readonly Judged[], bins = 10): ReliabilityBin[] {
  const binned = Array.from({ length: bins }, (): Judged[] => [])
  for (const one of judged) binned[Math.min(bins - 1, Math.floor(one.confidence * bins))]!.push(one)
  return binned.map((inside, number) => {
    const questions = totalWeight(inside)
    return {
      from: number / bins,
      to: (number + 1) / bins,
      questions,
      meanConfidence: ratio(sum(inside.map((one) => one.confidence * weightOf(one))), questions),
      shareAnswerable: ratio(totalWeight(inside.filter(({ answerable }) => answerable)), questions),
    }
  })
}

/**
 * Expected calibration error: Σ over bins of |bin| / n · |share answerable − mean confidence|, in [0, 1].
 * @see Naeini, Cooper & Hauskrecht 2015.
 */
export function expectedCalibrationError(judged: readonly Judged[], bins = 10): number | null {
  const total = totalWeight(judged)
  const gaps = reliability(judged, bins).map(({ questions, meanConfidence, shareAnswerable }) =>
    meanConfidence === null || shareAnswerable === null ? 0 : questions * Math.abs(shareAnswerable - meanConfidence),
  )
  return ratio(sum(gaps), total)
}

/**
 * Brier skill over the base rate: 1 − mean (confidence − y)² / (p · (1 − p)), y being 1 for an answerable question and
 * p their share. 1 is perfect, 0 as good as always saying p, below 0 worse than that; null where all are of one kind.
 */
export function brierSkill(judged: readonly Judged[]): number | null {
  const total = totalWeight(judged)
  const base = ratio(totalWeight(judged.filter(({ answerable }) => answerable)), total)
  if (base === null || base === 0 || base === 1) return null
  const squares = judged.map((one) => weightOf(one) * (one.confidence - Number(one.answerable)) ** 2)
  return 1 - sum(squares) / total / (base * (1 - base))
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
