import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { CitationPanel } from '../citations/citation-panel.js'
import { referenceStyle } from '../citations/reference-style.js'
import { loadFacets } from '../filters/facets.js'
import { asFilters, noFilters } from '../filters/filters.js'
import { EmptyCorpus } from '../frame/empty-corpus.js'
import { useLoaded } from '../frame/use-loaded.js'
import { isUsable, usableSince } from '../service/service-state.js'
import { texts } from '../texts.js'
import { type CheckRequest, check, runCheck } from './check.js'
import { DraftView } from './draft-view.js'
import { openedCitation } from './opened-citation.js'
import { pastedText } from './pasted-text.js'
import { type PastedKind, pastedKinds } from './recognise.js'
import { ResultView } from './result-view.js'
import { showAfresh } from './shown-findings.js'
import { TextForm } from './text-form.js'
import { initialOptions } from './writing-options.js'

export function WritePage() {
  const options = useSignal(initialOptions)
  const filters = useSignal(noFilters)
  /** A checked draft stands in the place of the box until its writer goes back to it. */
  const isEditing = useSignal(true)
  const current = check.value

  /** What it is to be checked as, where the service cannot take it yet. */
  const waits = useSignal<PastedKind | null>(null)

  const submit = (kind: PastedKind) => {
    waits.value = isUsable.peek() ? null : kind
    if (waits.peek() !== null) return
    openedCitation.value = null
    isEditing.value = kind !== 'draft'
    showAfresh()
    void runCheck(requestOf(kind))
  }
  useEffect(() => {
    if (waits.peek() !== null) submit(waits.peek()!)
  }, [usableSince.value])
  const requestOf = (kind: PastedKind): CheckRequest => {
    const { claimedAuthor, format, repeated } = options.peek()
    const text = pastedText.peek()
    const asked = { filters: asFilters(filters.peek()), style: referenceStyle.peek() }
    // A draft's findings are spans of it as it stands.
    if (kind === 'draft') return { ...asked, kind, text, format, repeated }
    if (kind === 'claim') return { ...asked, kind, text: text.trim() }
    return { ...asked, kind, text: text.trim(), claimedAuthor: claimedAuthor.trim() }
  }
  const isDraft = current !== null && 'sentences' in current
  return (
    <div class="write">
      <header>
        <h1>{texts.write.title}</h1>
        <p class="lead">{texts.write.lead}</p>
      </header>
      <CorpusNotice />
      {isDraft && !isEditing.value ? (
        <DraftView check={current} onEdit={() => (isEditing.value = true)} />
      ) : (
        <div class="columns">
          <div class="beside even">
            <div>
              {isDraft && (
                <p>
                  <button type="button" class="small" onClick={() => (isEditing.value = false)}>
                    {texts.write.draft.back}
                  </button>
                </p>
              )}
              <TextForm options={options} filters={filters} waits={waits.value !== null} onSubmit={submit} />
            </div>
            {current === null || isDraft ? <Guide /> : <ResultView check={current} />}
          </div>
        </div>
      )}
      {openedCitation.value !== null && (
        <CitationPanel
          key={openedCitation.value.permalink}
          citation={openedCitation.value}
          onClose={() => (openedCitation.value = null)}
        />
      )}
    </div>
  )
}

/** Stands where findings will stand. */
function Guide() {
  const { guide, kinds } = texts.write
  return (
    <aside class="guide" aria-labelledby="guide-title">
      <h2 id="guide-title">{guide.title}</h2>
      <dl>
        {pastedKinds.map((kind) => (
          <div key={kind}>
            <dt>{kinds[kind]}</dt>
            <dd>{guide[kind]}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}

function CorpusNotice() {
  const loaded = useLoaded(loadFacets, [])
  return loaded.state === 'loaded' && loaded.value.total === 0 ? <EmptyCorpus /> : null
}
