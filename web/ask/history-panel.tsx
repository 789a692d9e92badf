import { useEffect, useRef, useState } from 'preact/hooks'
import { formatMoment } from '../formats.js'
import { saveFile } from '../frame/save-file.js'
import { SidePanel } from '../frame/side-panel.js'
import { useLoaded } from '../frame/use-loaded.js'
import type { Conversation } from '../history/exchange.js'
import { allConversations, deleteAllConversations, deleteConversation } from '../history/history.js'
import { plural, texts } from '../texts.js'
import { conversation } from './conversation.js'
import { asMarkdown } from './export-markdown.js'

/** The conversations that this browser keeps: to find one again, take it away, or have it forgotten. */
export function HistoryPanel({ onClose }: { readonly onClose: () => void }) {
  const [words, setWords] = useState('')
  const [changes, setChanges] = useState(0)
  const loaded = useLoaded(allConversations, [changes])
  const all = loaded.state === 'loaded' ? loaded.value : []
  const shown = all.filter((one) => holds(one, words))
  const labels = texts.ask.history
  const list = useRef<HTMLUListElement>(null)
  const removedAt = useRef<number | null>(null)
  useEffect(() => {
    if (removedAt.current === null) return
    // The button that had the focus is gone with its conversation.
    const links = list.current?.querySelectorAll('a')
    links?.[Math.min(removedAt.current, links.length - 1)]?.focus()
    removedAt.current = null
  }, [loaded])
  const remove = async (id: string, at: number) => {
    await deleteConversation(id)
    // The way back does not lead to what was deleted.
    if (id === conversation.peek().id) return location.replace('/')
    removedAt.current = at
    setChanges(changes + 1)
  }
  const removeAll = async () => {
    if (!confirm(labels.deleteAllSure)) return
    await deleteAllConversations()
    location.replace('/')
  }
  return (
    <SidePanel title={labels.open} side="left" modal onClose={onClose}>
      {loaded.state === 'loaded' && all.length === 0 && <p class="hint">{labels.empty}</p>}
      {all.length > 0 && (
        <>
          <label for="history-search">{labels.search}</label>
          <input
            id="history-search"
            type="search"
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
          {shown.length === 0 && <p class="hint">{labels.nothing}</p>}
          <ul class="history" ref={list}>
            {shown.map((one, at) => (
              <li key={one.id}>
                <a href={`/?c=${one.id}`} aria-current={one.id === conversation.value.id ? 'page' : undefined}>
                  <bdi>{one.exchanges[0]?.question}</bdi>
                </a>
                <p class="facts">
                  {formatMoment(one.updatedAt)} · {plural(one.exchanges.length, labels.questionsOne, labels.questions)}
                </p>
                <div class="actions">
                  <button
                    type="button"
                    class="small"
                    aria-label={labels.exportThis(one.exchanges[0]?.question ?? '')}
                    onClick={() => exportAsMarkdown([one])}
                  >
                    {labels.export}
                  </button>
                  <button
                    type="button"
                    class="small"
                    aria-label={labels.deleteThis(one.exchanges[0]?.question ?? '')}
                    onClick={() => void remove(one.id, at)}
                  >
                    {labels.delete}
                  </button>
                </div>
              </li>
            ))}
          </ul>
          <div class="actions">
            <button type="button" class="small" onClick={() => exportAsMarkdown(shown)}>
              {labels.exportAll}
            </button>
            <button type="button" class="small" onClick={() => void removeAll()}>
              {labels.deleteAll}
            </button>
          </div>
        </>
      )}
    </SidePanel>
  )
}

const exportAsMarkdown = (conversations: readonly Conversation[]) =>
  saveFile('attest-questions.md', 'text/markdown', asMarkdown(conversations))

/** Every word, anywhere in what was asked, answered or cited. */
function holds({ exchanges }: Conversation, words: string): boolean {
  const text = folded(
    exchanges
      .flatMap(({ question, segments, citations }) => [
        question,
        ...segments.map((segment) => segment.text),
        ...citations.map(({ quote, reference }) => `${quote} ${reference}`),
      ])
      .join(' '),
  )
  return folded(words)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Without regard to case and accents. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
