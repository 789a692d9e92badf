import { answer, type Script, type ScriptedRequest } from './scripted-server.js'

/** The marker of the passage that holds the words. */
export function markerOf({ prompt }: ScriptedRequest, words: string): string {
  const passages = [...prompt.matchAll(/<passage-(\w+) (\d+)>([\s\S]*?)<\/passage-\1 \2>/g)]
  const holding = passages.find(([, , , text]) => text!.includes(words))
  if (holding === undefined) throw new Error(`Expected a passage with ${words} in the prompt.`)
  return `[${holding[1]}-${holding[2]}]`
}

/** A model that says this, with the markers that its prompt has. */
export const writes =
  (text: (mark: (words: string) => string) => string): Script =>
  (request) =>
    answer(text((words) => markerOf(request, words)))
