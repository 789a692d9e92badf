/** The address as a browser writes it, or why it may not be used. Never fetched, only linked to. */
export type AddressReading = { readonly address: string } | { readonly problem: string }

export function readWebAddress(written: string): AddressReading {
  const text = written.trim()
  if (!URL.canParse(text))
    return { problem: `"${shown(text)}" is not a full address; write it as https://example.org/article.` }
  const url = new URL(text)
  // Other schemes (javascript:, data:, file:) would run or reveal something when a reader follows a citation.
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { problem: `"${shown(text)}" has the scheme ${url.protocol} but only http: and https: are taken.` }
  }
  if (url.username !== '' || url.password !== '')
    return { problem: `The address of ${url.host} holds a user name or a password; leave them out.` }
  return { address: url.href }
}

const shown = (text: string): string => [...text.slice(0, 120)].slice(0, 80).join('')
