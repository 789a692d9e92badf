import { useComputed } from '@preact/signals'
import { formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import type { DraftCheck } from './check.js'
import { draftPieces } from './draft-pieces.js'
import { type Finding, type SentenceFindings, type Tone, toneOf } from './findings.js'
import { isShown, selectedNumber } from './shown-findings.js'

interface Props {
  readonly check: DraftCheck
  /** A mark was chosen; the finding that it stands for is selected already. */
  readonly onChoose: () => void
}

/** The draft as it was written, each finding marked in its place; what is not checked yet stands back. */
export function DraftText({ check, onChoose }: Props) {
  const draft = check.request.text
  const checkedTo = check.sentences.at(-1)?.sentence.span.end ?? 0
  return (
    <div class="draft-text" dir="auto">
      {check.sentences.map((checked, i) => (
        <>
          {draft.slice(check.sentences[i - 1]?.sentence.span.end ?? 0, checked.sentence.span.start)}
          <SentenceText draft={draft} checked={checked} onChoose={onChoose} />
        </>
      ))}
      {check.state === 'running' ? <span class="unchecked">{draft.slice(checkedTo)}</span> : draft.slice(checkedTo)}
    </div>
  )
}

interface SentenceProps extends Pick<Props, 'onChoose'> {
  readonly draft: string
  readonly checked: SentenceFindings
}

function SentenceText({ draft, checked: { sentence, findings }, onChoose }: SentenceProps) {
  const shown = useComputed(() => findings.filter(isShown))
  return draftPieces(draft, sentence.span, shown.value).map((piece) => (
    <>
      {piece.findings.length === 0 ? (
        piece.words
      ) : (
        <MarkedWords words={piece.words} findings={piece.findings} onChoose={onChoose} />
      )}
      {piece.ending.map((finding) => (
        <FindingMark key={finding.number} finding={finding} onChoose={onChoose} />
      ))}
    </>
  ))
}

interface WordsProps extends Pick<Props, 'onChoose'> {
  readonly words: string
  /** The innermost last. */
  readonly findings: readonly Finding[]
}

function MarkedWords({ words, findings, onChoose }: WordsProps) {
  const isSelected = useComputed(() => findings.some(({ number }) => number === selectedNumber.value))
  const innermost = findings.at(-1)!
  const choose = () => {
    selectedNumber.value = innermost.number
    document.getElementById(`mark-${innermost.number}`)?.scrollIntoView({ block: 'nearest' })
    onChoose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button after the words does the same for the keyboard.
    <mark class={`finding-words ${toneOf[innermost.kinds[0]!]} ${isSelected.value ? 'selected' : ''}`} onClick={choose}>
      {words}
    </mark>
  )
}

export const signs: Readonly<Record<Tone, string>> = { bad: '!', wanting: '+', open: '?', quiet: '○', good: '✓' }

/** A finding's number in the text, with a sign for each of its kinds. */
function FindingMark({ finding, onChoose }: Pick<Props, 'onChoose'> & { readonly finding: Finding }) {
  const { number, kinds } = finding
  const isSelected = useComputed(() => number === selectedNumber.value)
  const names = kinds.map((kind) => texts.write.draft.kinds[kind]).join(', ')
  return (
    // Never at the start of a line, away from its words.
    <span class="held">
      <button
        type="button"
        id={`mark-${number}`}
        class={`finding-mark ${toneOf[kinds[0]!]}`}
        aria-label={texts.write.draft.mark(formatNumber(number), names)}
        aria-pressed={isSelected.value}
        title={names}
        onClick={({ currentTarget }) => {
          selectedNumber.value = number
          currentTarget.scrollIntoView({ block: 'nearest' })
          onChoose()
        }}
      >
        {kinds.map((kind) => signs[toneOf[kind]]).join('')}
        {formatNumber(number)}
      </button>
    </span>
  )
}
