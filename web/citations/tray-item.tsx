import { titleOf } from '../articles/names.js'
import { SourceHead } from '../articles/source-head.js'
import { texts } from '../texts.js'
import type { KeptCitation } from './tray.js'
import { type Standing, standings, takeWordsAsTheyAre } from './tray-check.js'
import { WordDiff } from './word-diff.js'

interface Props {
  readonly citation: KeptCitation
  /** From 0 on. */
  readonly place: number
  readonly of: number
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

export function TrayItem({ citation, place, of, onMove, onRemove }: Props) {
  const { article, quote, permalink } = citation
  const title = titleOf(article)
  const standing = standings.value.get(permalink) ?? null
  const labels = texts.tray
  return (
    <li>
      <blockquote lang={article.language ?? undefined} dir="auto">
        {quote}
      </blockquote>
      <SourceHead source={citation} as="p" />
      {standing !== null && <StandingView citation={citation} standing={standing} />}
      <div class="actions">
        {([-1, 1] as const).map((by) => (
          <button
            key={by}
            type="button"
            class="small"
            data-moves={`${place} ${by}`}
            aria-label={by === -1 ? labels.up(title) : labels.down(title)}
            // Not `disabled`: a button that cannot go on would lose the focus.
            aria-disabled={by === -1 ? place === 0 : place === of - 1}
            onClick={() => onMove(by)}
          >
            <span aria-hidden="true">{by === -1 ? '↑' : '↓'}</span>
          </button>
        ))}
        <button type="button" class="small" aria-label={labels.removeThis(title)} onClick={onRemove}>
          {labels.remove}
        </button>
      </div>
    </li>
  )
}

interface StandingProps {
  readonly citation: KeptCitation
  readonly standing: Standing
}

/** What became of the words since they were kept. */
function StandingView({ citation, standing }: StandingProps) {
  const { states, checking, unchecked, update } = texts.tray
  if (standing.state === 'changed') {
    return (
      <div class="standing changed">
        <p>{states.changed}</p>
        <WordDiff diff={standing.diff} language={citation.article.language} />
        <button type="button" class="small" onClick={() => takeWordsAsTheyAre(citation, standing.now)}>
          {update}
        </button>
      </div>
    )
  }
  if (standing.state === 'gone') return <p class="standing gone">{states[standing.missing]}</p>
  if (standing.state === 'checking') return <p class="hint">{checking}</p>
  if (standing.state === 'unchecked') return <p class="hint">{unchecked}</p>
  return <p class={`standing ${standing.state}`}>{states[standing.state]}</p>
}
