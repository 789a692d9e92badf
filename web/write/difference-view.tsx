import { texts } from '../texts.js'

interface Props {
  /** What they differ in. */
  readonly name: string
  readonly claimed: string
  readonly found: string
}

/** What the text says beside what the article has. */
export function DifferenceView({ name, claimed, found }: Props) {
  const labels = texts.write.conflict
  const sides = [
    [labels.claimed, claimed],
    [labels.found, found],
  ] as const
  return (
    <dl class="difference" aria-label={name}>
      {sides.map(([side, value]) => (
        <div key={side}>
          <dt>{side}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
