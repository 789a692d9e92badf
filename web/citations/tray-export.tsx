import { useState } from 'preact/hooks'
import { saveFile } from '../frame/save-file.js'
import { asMessage } from '../service/problem-message.js'
import { plural, texts } from '../texts.js'
import { copyRichText, copyText } from './copied.js'
import { CopyButton } from './copy-button.js'
import { referenceStyle } from './reference-style.js'
import { StyleChoice } from './style-choice.js'
import { type KeptCitation, tray } from './tray.js'
import { standings } from './tray-check.js'
import { bibliographyOf, type FileFormat, fileFormats, quotesWithFootnotes } from './tray-files.js'

/** The citations as files for reference managers, as a list, and as quotes with notes. */
export function TrayExport() {
  const [problem, setProblem] = useState<string | null>(null)
  const style = referenceStyle.value
  const cited = tray.value.filter(isThere)
  const leftOut = tray.value.length - cited.length
  const labels = texts.tray
  if (cited.length === 0) return null
  /** @returns whether it came to its end; what went wrong is shown. */
  const told = async (work: () => Promise<boolean>): Promise<boolean> => {
    setProblem(null)
    try {
      return await work()
    } catch (thrown) {
      setProblem(asMessage(thrown))
      return false
    }
  }
  const save = (make: () => Promise<string>, name: string, mediaType: string) => () =>
    void told(async () => {
      saveFile(name, mediaType, await make())
      return true
    })
  const copyList = (markup: 'plain' | 'markdown') => () =>
    told(async () => copyText(await bibliographyOf(cited, style, markup)))
  const copyRichList = () =>
    told(async () => {
      const [html, plain] = await Promise.all([bibliographyOf(cited, style, 'html'), bibliographyOf(cited, style)])
      return copyRichText(html, plain)
    })
  const quotes = () => quotesWithFootnotes(cited, style)
  return (
    <div class="tray-export">
      <p role="alert" class="problem" hidden={problem === null}>
        {problem !== null && `${texts.service.problem}. ${problem}`}
      </p>
      {leftOut > 0 && <p class="notice">{plural(leftOut, labels.leftOutOne, labels.leftOut)}</p>}
      <fieldset>
        <legend>{labels.files}</legend>
        <div class="actions">
          {(Object.keys(fileFormats) as FileFormat[]).map((format) => (
            <button
              key={format}
              type="button"
              class="small"
              onClick={save(
                () => bibliographyOf(cited, format),
                fileFormats[format].name,
                fileFormats[format].mediaType,
              )}
            >
              {texts.citations.styles[format]}
            </button>
          ))}
        </div>
      </fieldset>
      <StyleChoice />
      <fieldset>
        <legend>{labels.formatted}</legend>
        <div class="actions">
          <CopyButton label={labels.copyRich} copy={copyRichList} />
          <CopyButton label={labels.copyMarkdown} copy={copyList('markdown')} />
          <CopyButton label={labels.copyPlain} copy={copyList('plain')} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{labels.quotes}</legend>
        <div class="actions">
          <CopyButton label={labels.copyMarkdown} copy={() => told(async () => copyText(await quotes()))} />
          <button type="button" class="small" onClick={save(quotes, 'quotes.md', 'text/markdown')}>
            {labels.saveMarkdown}
          </button>
        </div>
      </fieldset>
    </div>
  )
}

/** An article that is gone has no reference any more. */
function isThere({ permalink }: KeptCitation): boolean {
  const standing = standings.value.get(permalink)
  return !(standing?.state === 'gone' && standing.missing === 'article')
}
