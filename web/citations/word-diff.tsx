import { texts } from '../texts.js'
import type { WireDiff } from '../wire.js'

type DiffPart = WireDiff[number]

interface Props {
  /** `put-in` are words of the quote alone, `left-out` those of the article alone. */
  readonly diff: WireDiff
  /** The language of the article. */
  readonly language: string | null
}

/** A quote put right: its own words struck through where the article has others. A voice hears which is which. */
export function WordDiff({ diff, language }: Props) {
  return (
    <>
      <blockquote class="word-diff" lang={language ?? undefined} dir="auto">
        {diff.map((part, i) => (
          <>
            {i > 0 && needsSpace(diff[i - 1]!, part) && ' '}
            <Part part={part} />
          </>
        ))}
      </blockquote>
      <p class="hint">{texts.diff.legend}</p>
    </>
  )
}

function Part({ part: { kind, text } }: { readonly part: DiffPart }) {
  if (kind === 'same') return text
  const Tag = kind === 'put-in' ? 'del' : 'ins'
  return (
    <Tag>
      <Aside words={kind === 'put-in' ? texts.diff.gone : texts.diff.instead} />
      {text.trim()}
      <Aside words={texts.diff.end} />
    </Tag>
  )
}

const Aside = ({ words }: { readonly words: string }) => <span class="visually-hidden"> {words} </span>

/** Changed words are shown without the white space at their ends, so that no line runs on under it. */
const needsSpace = (before: DiffPart, after: DiffPart): boolean =>
  !(before.kind === 'same' && /\s$/.test(before.text)) && !/^[\s.,;:!?’”)\]]/.test(after.text)
