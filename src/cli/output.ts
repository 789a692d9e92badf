/** Where a command writes; a test gives its own. */
export interface Output {
  /** What the command was asked for: one line. */
  line(text: string): void
  /** The same as one line of JSON, which a program reads back exactly. */
  json(value: unknown): void
  /** What a person should know beside it: one line, on the other stream. */
  note(text: string): void
  /** Rewrites the last line of a terminal; does nothing elsewhere. */
  status(text: string): void
  /** Whether `status` shows anything. */
  readonly interactive: boolean
}

// Of the terminal, of the direction of text, and line separators, interlinear marks and tags, which show nothing.
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Articles are data: what they hold must not move the cursor, colour the terminal or turn its text around. */
export const printable = (text: string): string => text.replace(CONTROLS, '�')

/** The same for JSON, where an escape keeps what the quotes of an article hold. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(CONTROLS, (control) =>
    control
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )

export function terminalOutput(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Output {
  let statusShown = false
  const clear = () => {
    if (statusShown) stderr.write('\r\u001b[K')
    statusShown = false
  }
  return {
    interactive: stderr.isTTY === true,
    line(text) {
      clear()
      stdout.write(`${printable(text)}\n`)
    },
    json(value) {
      clear()
      stdout.write(`${printableJson(value)}\n`)
    },
    note(text) {
      clear()
      stderr.write(`${printable(text)}\n`)
    },
    status(text) {
      if (stderr.isTTY !== true) return
      clear()
      stderr.write(printable(text).slice(0, (stderr.columns ?? 80) - 1))
      statusShown = text !== ''
    },
  }
}
