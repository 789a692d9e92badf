import { formatNumber, formatPercent } from '../formats.js'
import { plural, texts } from '../texts.js'
import type { WirePassage } from '../wire.js'

/** A passage's scores in plain words: two shares of the most that they could be, and what the reading model makes of it. */
export function WhySource({ passage }: { readonly passage: WirePassage }) {
  const { score } = texts.ask
  const { dense, lexical, reader } = passage.scores
  const parts = [
    { name: score.meaning, hint: score.meaningHint, value: dense },
    { name: score.words, hint: score.wordsHint, value: lexical },
  ]
  return (
    <details class="why">
      <summary>{score.title}</summary>
      <dl>
        {parts.map(({ name, hint, value }) => (
          <div key={name}>
            <dt>
              {name} <span class="hint">{hint}</span>
            </dt>
            <dd>
              <meter min={0} max={1} value={Math.max(0, value)} aria-label={name} /> {formatPercent(Math.max(0, value))}
            </dd>
          </div>
        ))}
      </dl>
      {reader !== null && <p class="hint">{reader > 0 ? score.readerFound : score.readerDoubts}</p>}
      {passage.nearDuplicates > 0 && (
        <p class="hint">
          {plural(passage.nearDuplicates, score.duplicatesOne, () =>
            score.duplicates(formatNumber(passage.nearDuplicates)),
          )}
        </p>
      )}
    </details>
  )
}
