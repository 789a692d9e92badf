import type { dice } from './dice.js'

type Random = ReturnType<typeof dice>

/** Each leaves every letter as it is, or changes its case. */
export const normalisations: readonly ((text: string, random: Random) => string)[] = [
  (text) => text.replace(/"([^"]*)"/g, '“$1”').replaceAll("'", '’'),
  (text) => text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'"),
  (text) => text.replace(/[–—]/g, '-'),
  (text) => text.replace(/(?<=\w)-(?=\w)/g, ''),
  (text) => text.replace(/ /g, '  '),
  (text, random) => replaceNth(text, / /g, '\n', random),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text, random) => replaceNth(text, /(?<=\s)[A-Za-z]{4,}(?=\s)/g, (word) => `**${word}**`, random),
  (text, random) =>
    replaceNth(text, /(?<=\s)[A-Za-z]{4,}(?=\s)/g, (word) => `[${word}](https://example.org/a_b)`, random),
  (text, random) => replaceNth(text, /(?<=\s)[A-Za-z]{4,}(?=\s)/g, (word) => `<em>${word}</em>`, random),
  (text, random) => replaceNth(text, /(?<=[a-z]{3})(?=[a-z]{3})/g, '\u00ad', random),
]

function replaceNth(text: string, pattern: RegExp, by: string | ((found: string) => string), random: Random): string {
  const found = [...text.matchAll(pattern)]
  const chosen = found[random.below(found.length)]
  if (chosen === undefined) return text
  const put = typeof by === 'string' ? by : by(chosen[0])
  return text.slice(0, chosen.index) + put + text.slice(chosen.index + chosen[0].length)
}
