import { copyText } from '../citations/copied.js'
import { CopyButton } from '../citations/copy-button.js'
import { referenceStyle } from '../citations/reference-style.js'
import { saveFile } from '../frame/save-file.js'
import { texts } from '../texts.js'
import type { WireCheckedDraft } from '../wire.js'
import { type DraftRequest, runCheck } from './check.js'
import { showAfresh } from './shown-findings.js'

interface Props {
  readonly request: DraftRequest
  readonly whole: WireCheckedDraft
}

/** The draft given back with its notes and its bibliography, ready to be taken away. */
export function FootnotedDraft({ request, whole }: Props) {
  const { footnoted, bibliography } = whole
  const labels = texts.write.footnoted
  const hasNotes = footnoted !== request.text
  return (
    <section class="footnoted" aria-labelledby="footnoted-title">
      <h2 id="footnoted-title">{labels.title}</h2>
      <p class="hint">{hasNotes ? labels.hint : labels.none}</p>
      <div class="actions">
        <fieldset class="copy-actions">
          <legend>{texts.citations.copy}</legend>
          <CopyButton label={labels.copyDraft} copy={() => copyText(footnoted)} />
          {bibliography.length > 0 && (
            <CopyButton label={labels.copyBibliography} copy={() => copyText(bibliographyText(whole))} />
          )}
        </fieldset>
        <button type="button" class="small" onClick={() => save(request, whole)}>
          {labels.save}
        </button>
        <StyleNote request={request} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable with the keyboard alone. */}
      <section class="taken-away" tabIndex={0} aria-label={labels.text}>
        <pre dir="auto">{wholeText(request, whole)}</pre>
      </section>
    </section>
  )
}

/** Footnotes are written when the draft is checked: another style takes another check. */
function StyleNote({ request }: Pick<Props, 'request'>) {
  const { styles } = texts.citations
  const chosen = referenceStyle.value
  const again = () => {
    showAfresh()
    void runCheck({ ...request, style: chosen })
  }
  return (
    <span class="facts">
      {texts.write.footnoted.style(styles[request.style])}{' '}
      {chosen !== request.style && (
        <button type="button" class="small" onClick={again}>
          {texts.write.footnoted.again(styles[chosen])}
        </button>
      )}
    </span>
  )
}

const bibliographyText = ({ bibliography }: WireCheckedDraft): string => `${bibliography.join('\n\n')}\n`

/** The draft with its notes, and then the bibliography under its heading. */
function wholeText({ format }: DraftRequest, whole: WireCheckedDraft): string {
  if (whole.bibliography.length === 0) return whole.footnoted
  const { bibliography } = texts.write.footnoted
  const heading = format === 'markdown' ? `## ${bibliography}` : bibliography
  return [whole.footnoted.trimEnd(), heading, bibliographyText(whole)].join('\n\n')
}

function save(request: DraftRequest, whole: WireCheckedDraft): void {
  const isMarkdown = request.format === 'markdown'
  saveFile(
    isMarkdown ? 'draft.md' : 'draft.txt',
    isMarkdown ? 'text/markdown' : 'text/plain',
    wholeText(request, whole),
  )
}
