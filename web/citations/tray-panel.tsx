import { useEffect, useRef, useState } from 'preact/hooks'
import { formatNumber } from '../formats.js'
import { SidePanel } from '../frame/side-panel.js'
import { keepsData } from '../frame/stored.js'
import { usableSince } from '../service/service-state.js'
import { plural, texts } from '../texts.js'
import { drop, type KeptCitation, move, restore, tray } from './tray.js'
import { checkTray } from './tray-check.js'
import { TrayExport } from './tray-export.js'
import { TrayItem } from './tray-item.js'

/** The kept citations: whether they still stand, their order, and every form that they are taken away in. */
export function TrayPanel({ onClose }: { readonly onClose: () => void }) {
  const [told, setTold] = useState('')
  const [removed, setRemoved] = useState<readonly KeptCitation[] | null>(null)
  const [moved, setMoved] = useState<Moved | null>(null)
  const undo = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const kept = tray.value
  const labels = texts.tray

  useEffect(() => {
    const controller = new AbortController()
    void checkTray(controller.signal)
    return () => controller.abort()
  }, [usableSince.value])
  // The button that removed it is gone, and so would be the focus.
  useEffect(() => undo.current?.focus(), [removed])
  useEffect(() => {
    // A node that changes its place loses the focus.
    if (moved !== null) list.current?.querySelector<HTMLElement>(`[data-moves="${moved.place} ${moved.by}"]`)?.focus()
  }, [moved])

  const take = (away: readonly KeptCitation[]) => {
    setRemoved(kept)
    setTold(plural(away.length, labels.removedOne, labels.removed))
    for (const citation of away) drop(citation)
  }
  const putBack = () => {
    restore(removed!)
    setRemoved(null)
    setTold('')
    list.current?.querySelector<HTMLElement>('a')?.focus()
  }
  const shift = (citation: KeptCitation, by: -1 | 1) => {
    move(citation, by)
    const place = tray.peek().findIndex(({ permalink }) => permalink === citation.permalink)
    setMoved({ place, by })
    setRemoved(null)
    setTold(labels.moved(formatNumber(place + 1), formatNumber(kept.length)))
  }
  return (
    <SidePanel title={labels.open(formatNumber(kept.length))} modal onClose={onClose}>
      <div class="tray">
        <div class={removed === null ? 'visually-hidden' : 'tray-told'}>
          <p role="status">{told}</p>
          {removed !== null && (
            <button type="button" class="small" ref={undo} onClick={putBack}>
              {labels.undo}
            </button>
          )}
        </div>
        {!keepsData.value && <p class="notice">{labels.unsaved}</p>}
        {kept.length === 0 ? (
          <div class="tray-empty">
            <p>{labels.empty}</p>
            <p class="hint">{labels.emptyHint}</p>
          </div>
        ) : (
          <>
            <ol class="kept" aria-label={labels.list} ref={list}>
              {kept.map((citation, place) => (
                <TrayItem
                  key={citation.permalink}
                  citation={citation}
                  place={place}
                  of={kept.length}
                  onMove={(by) => shift(citation, by)}
                  onRemove={() => take([citation])}
                />
              ))}
            </ol>
            <TrayExport />
            <p class="tray-end">
              <button type="button" class="small" onClick={() => take(kept)}>
                {labels.removeAll}
              </button>
            </p>
          </>
        )}
      </div>
    </SidePanel>
  )
}

interface Moved {
  /** From 0 on, where it stands now. */
  readonly place: number
  readonly by: -1 | 1
}
