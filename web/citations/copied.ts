/** Browsers offer no clipboard to pages on plain http, except on the own machine. @returns whether it is there now. */
export async function copyText(text: string): Promise<boolean> {
  return succeeded(navigator.clipboard?.writeText(text))
}

/** For a word processor: formatted where it takes that, else as plain text. */
export async function copyRichText(html: string, plain: string): Promise<boolean> {
  if (typeof ClipboardItem === 'undefined') return copyText(plain)
  const item = new ClipboardItem({
    'text/html': new Blob([html], { type: 'text/html' }),
    'text/plain': new Blob([plain], { type: 'text/plain' }),
  })
  return succeeded(navigator.clipboard?.write([item]))
}

async function succeeded(writing: Promise<void> | undefined): Promise<boolean> {
  if (writing === undefined) return false
  return writing.then(
    () => true,
    () => false,
  )
}
