import { texts } from '../texts.js'
import type { WireCitation } from '../wire.js'
import { copyRichText, copyText } from './copied.js'
import { CopyButton } from './copy-button.js'
import { markdownFootnote, referenceOf, richText } from './format.js'
import { referenceStyle } from './reference-style.js'
import { StyleChoice } from './style-choice.js'

interface Props {
  readonly citation: Pick<WireCitation, 'articleId' | 'span' | 'quote' | 'permalink' | 'link'>
  /** Whether the reference style is chosen here; a page of many citations has one choice for all. */
  readonly choosesStyle?: boolean
}

/** A citation in each form that it is taken away in. */
export function CopyActions({ citation, choosesStyle = true }: Props) {
  const style = referenceStyle.value
  const labels = texts.citations
  return (
    <fieldset class="copy-actions">
      <legend>{labels.copy}</legend>
      <CopyButton label={labels.copyQuote} copy={() => copyText(`“${citation.quote}”`)} />
      <CopyButton label={labels.copyReference} copy={async () => copyText(await referenceOf(citation, style))} />
      <CopyButton label={labels.copyFootnote} copy={async () => copyText(await markdownFootnote(citation, style))} />
      <CopyButton
        label={labels.copyRichText}
        copy={async () => {
          const { html, plain } = await richText(citation, style)
          return copyRichText(html, plain)
        }}
      />
      <CopyButton label={labels.copyAddress} copy={() => copyText(citation.permalink)} />
      {citation.link !== null && <CopyButton label={labels.copyLink} copy={() => copyText(citation.link!)} />}
      {choosesStyle && <StyleChoice />}
    </fieldset>
  )
}
