import { encodeLineMark, isLineMark } from './line-marks.js'

/** An HTML file made ready for parsing: what runs or is not shown is gone, and every line of words carries its number. */
export interface MarkedHtml {
  readonly html: string
  /** The texts of `<script type="application/ld+json">`, with the line that each begins at. */
  readonly jsonLd: readonly { readonly text: string; readonly line: number }[]
}

/** Elements whose content is not part of what a reader reads. */
const hiddenElements = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'svg',
  'object',
  'noscript',
  'select',
  'textarea',
  'canvas',
  'math',
])
/** Elements whose content is text to a parser; marks would show in it. */
const textElements = new Set(['title'])

/**
 * Reads the source once, from start to end, before any parser: parsers and readability move text about and forget where it stood, so each
 * line of text gets a mark (line-marks.ts) that travels with it. Tags keep their attributes, except handlers (`on…`).
 */
export function markHtml(source: string): MarkedHtml {
  return new HtmlMarker(source).mark()
}

class HtmlMarker {
  private readonly out: string[] = []
  private readonly jsonLd: { text: string; line: number }[] = []
  private readonly lowerCase: string
  private index = 0
  private line = 1

  constructor(private readonly source: string) {
    this.lowerCase = asciiLowerCase(source)
  }

  mark(): MarkedHtml {
    while (this.index < this.source.length) {
      const open = this.nextTag(this.index)
      this.copyText(open)
      if (open < this.source.length) this.readTag()
    }
    return { html: this.out.join(''), jsonLd: this.jsonLd }
  }

  /** The next `<` that begins markup, or the end. */
  private nextTag(from: number): number {
    const pattern = /<[a-zA-Z/!?]/g
    pattern.lastIndex = from
    return pattern.exec(this.source)?.index ?? this.source.length
  }

  private copyText(end: number): void {
    const text = this.source.slice(this.index, end)
    for (const [offset, line] of text.split('\n').entries()) {
      if (offset > 0) {
        this.out.push('\n')
        this.line += 1
      }
      // What begins no markup is a letter, and parsers need not think about it.
      const words = withoutMarks(line).replaceAll('<', '&lt;')
      const start = words.search(/\S/)
      if (start < 0) this.out.push(words)
      else this.out.push(words.slice(0, start), encodeLineMark(this.line), words.slice(start))
    }
    this.index = end
  }

  private skipTo(end: number): void {
    for (let at = this.source.indexOf('\n', this.index); at >= 0 && at < end; at = this.source.indexOf('\n', at + 1))
      this.line += 1
    this.index = end
  }

  private readTag(): void {
    if (this.source.startsWith('<!--', this.index)) {
      const end = this.source.indexOf('-->', this.index + 4)
      this.skipTo(end < 0 ? this.source.length : end + 3)
      return
    }
    const end = endOfTag(this.source, this.index)
    const tag = this.source.slice(this.index, end)
    const name = /^<\/?([a-zA-Z][^\s/>]*)/.exec(tag)?.[1]?.toLowerCase()
    const isOpening = tag[1] !== '/'
    this.skipTo(end)
    if (name === undefined) return
    if (isOpening && hiddenElements.has(name)) this.readHidden(name, tag)
    else {
      this.out.push(isOpening ? cleanTag(tag, name, this.line) : `</${name}>`)
      if (isOpening && textElements.has(name)) this.copyUnmarked(name)
    }
  }

  private readHidden(name: string, tag: string): void {
    if (tag.endsWith('/>')) return
    const [start, line] = [this.index, this.line]
    const close = this.lowerCase.indexOf(`</${name}`, start)
    const end = close < 0 ? this.source.length : close
    if (name === 'script' && /application\/ld\+json/i.test(tag))
      this.jsonLd.push({ text: this.source.slice(start, end), line })
    this.skipTo(close < 0 ? end : endOfTag(this.source, close))
  }

  private copyUnmarked(name: string): void {
    const close = this.lowerCase.indexOf(`</${name}`, this.index)
    if (close < 0) return
    this.out.push(withoutMarks(this.source.slice(this.index, close)))
    this.skipTo(close)
  }
}

/** The index after the `>` that ends the tag at `start`; a `>` in a quoted value ends none. */
function endOfTag(source: string, start: number): number {
  const pattern = /[>"']/g
  pattern.lastIndex = start + 1
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    if (match[0] === '>') return match.index + 1
    // A quote that begins no value is a stray mark.
    if (!/=\s*$/.test(source.slice(Math.max(start, match.index - 4), match.index))) continue
    const close = source.indexOf(match[0], match.index + 1)
    if (close < 0) break
    pattern.lastIndex = close + 1
  }
  const end = source.indexOf('>', start)
  return end < 0 ? source.length : end + 1
}

const statingElements = new Set(['html', 'meta', 'link', 'time'])

/** Readability makes every h1 an h2, so the tag says what it was; elements that state metadata say where they stand. */
function cleanTag(tag: string, name: string, line: number): string {
  const attributes = [
    ...tag.slice(name.length + 1).matchAll(/([a-zA-Z_:][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g),
  ]
    .filter(([, key]) => !/^(?:on|data-attest)/i.test(key!))
    .map(([, key, value]) => (value === undefined ? key : `${key}=${withoutMarks(value).replace(/\n/g, ' ')}`))
  if (/^h[1-6]$/.test(name)) attributes.push(`data-attest-level="${name[1]}"`)
  if (statingElements.has(name)) attributes.push(`data-attest-line="${line}"`)
  return `<${[name, ...attributes].join(' ')}${tag.endsWith('/>') ? ' />' : '>'}`
}

// Line marks are characters without a meaning of their own, so that a text which holds them, written out or as references, loses nothing.
const withoutMarks = (text: string): string =>
  text
    .replace(/[\u{F0000}-\u{10FFFF}]/gu, '')
    .replace(/&#(?:x([0-9a-f]{1,8})|(\d{1,9}));?/gi, (written, hex?: string, decimal?: string) =>
      isLineMark(Number(hex === undefined ? decimal : `0x${hex}`)) ? '' : written,
    )

const asciiLowerCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
