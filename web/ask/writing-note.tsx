import { plural, texts } from '../texts.js'
import type { WireAnswered } from '../wire.js'

interface Props {
  readonly writing: NonNullable<WireAnswered['writing']>
  readonly fallbackReason: WireAnswered['fallbackReason']
}

/** Who wrote the answer, and what was thrown away of it. */
export function WritingNote({ writing, fallbackReason }: Props) {
  const { model, unsupported } = writing
  const who =
    fallbackReason === null
      ? texts.ask.writtenBy(model)
      : texts.ask.fallback(model, fallbackReason.replaceAll('_', ' '))
  return (
    <p class="facts">
      {who}
      {unsupported.length > 0 && ` ${plural(unsupported.length, texts.ask.droppedOne, texts.ask.dropped)}`}
    </p>
  )
}
