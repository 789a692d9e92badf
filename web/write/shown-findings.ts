import { computed, signal } from '@preact/signals'
import { check, type DraftCheck } from './check.js'
import { type Finding, type FindingKind, findingKinds } from './findings.js'

const isDraftCheck = (value: unknown): value is DraftCheck => (value as DraftCheck | null)?.request.kind === 'draft'

export const allFindings = computed<readonly Finding[]>(() =>
  isDraftCheck(check.value) ? check.value.sentences.flatMap(({ findings }) => findings) : [],
)

/** The kind that alone is shown; null where all are. */
export const onlyKind = signal<FindingKind | null>(null)
export const isShown = ({ kinds }: Finding): boolean => onlyKind.value === null || kinds.includes(onlyKind.value)
export const shownFindings = computed(() => allFindings.value.filter(isShown))

/** How many findings are of each kind that there is, what wants a look first. */
export const countsByKind = computed(() =>
  findingKinds
    .map((kind) => ({ kind, count: allFindings.value.filter(({ kinds }) => kinds.includes(kind)).length }))
    .filter(({ count }) => count > 0),
)

export const selectedNumber = signal<number | null>(null)
export const selectedFinding = computed(
  () => shownFindings.value.find(({ number }) => number === selectedNumber.value) ?? null,
)

export function showOnly(kind: FindingKind | null): void {
  onlyKind.value = kind
  if (selectedFinding.value === null) selectedNumber.value = null
}

/** Selects the shown finding after (1) or before (-1) the selected one; at an end it begins again at the other. */
export function step(by: 1 | -1): void {
  const shown = shownFindings.value
  if (shown.length === 0) return
  const at = shown.findIndex(({ number }) => number === selectedNumber.value)
  const next = at === -1 ? (by === 1 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length
  selectedNumber.value = shown[next]!.number
}

/** A new check begins with nothing selected and nothing hidden. */
export function showAfresh(): void {
  onlyKind.value = null
  selectedNumber.value = null
}
