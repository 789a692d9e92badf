/** A terminal's escape sequences: their letters would stay behind if only the escape character went. */
const escapeSequences = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[@-_]/g
// Characters that show nothing and change how their neighbours are shown: bidirectional overrides and isolates,
// zero-width space, byte order mark, soft hyphen, interlinear marks, tags.
const unseen = /[\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

const loneSurrogates = /\p{Surrogate}/gu

/**
 * Words of an article's metadata on one line: no control characters, no terminal sequences, no bidirectional overrides, no
 * lone surrogates, single spaces. What every form of a reference is made of.
 */
export function cleanText(text: string): string {
  return text
    .replace(loneSurrogates, '\ufffd')
    .replace(escapeSequences, '')
    .replace(/[\u2028\u2029]/g, ' ')
    .replace(unseen, '')
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .trim()
    .normalize('NFC')
}

/** An http(s) address whose unsafe characters are percent-encoded; null for every other one. */
export function cleanAddress(address: string | null): string | null {
  if (address === null || !/^https?:\/\//i.test(address.trim())) return null
  return address
    .trim()
    .replace(loneSurrogates, '\ufffd')
    .replace(
      /[\u0000-\u0020\u007f-\u00a0"<>\\^`{|}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu,
      encodeURIComponent,
    )
}
