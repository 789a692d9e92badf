import type { ComponentChildren } from 'preact'

export type Figure = readonly [name: string, value: ComponentChildren]

/** Names with their values, as many beside each other as there is room for. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
