import { ArticleError } from '../errors.js'
import type { ArticleWarning } from './article.js'

/** A file as text, its lines ending in `\n`, without a byte order mark. */
export interface DecodedBytes {
  readonly text: string
  readonly warnings: readonly ArticleWarning[]
}

/**
 * UTF-8, UTF-16 (with or without a mark), a charset that the HTML declares, or Windows-1252.
 *
 * @throws {ArticleError} `ARTICLE_EMPTY`, `ARTICLE_BINARY`, `ARTICLE_ENCODING`.
 */
export function decodeBytes(path: string, bytes: Uint8Array): DecodedBytes {
  if (bytes.length === 0)
    throw new ArticleError('ARTICLE_EMPTY', path, null, 'the file is empty; write something or remove it.')
  const encoding = detectEncoding(path, bytes)
  const text = decode(path, bytes, encoding)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
  if (text.trim() === '')
    throw new ArticleError(
      'ARTICLE_EMPTY',
      path,
      null,
      'the file holds white space only; write something or remove it.',
    )
  if (controlShare(text) > 0.02) throw binary(path)
  return { text, warnings: encoding === 'utf-8' ? [] : [converted(path, encoding)] }
}

function detectEncoding(path: string, bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const utf16 = utf16WithoutMark(bytes.subarray(0, 4096))
  if (utf16 !== null) return utf16
  if (hasBinarySignature(bytes) || bytes.includes(0)) throw binary(path)
  if (decodes(bytes, 'utf-8')) return 'utf-8'
  const declared = declaredCharset(bytes)
  if (declared !== null && declared !== 'utf-8' && decodes(bytes, declared)) return declared
  if (highByteShare(bytes) < 0.3) return 'windows-1252'
  throw new ArticleError(
    'ARTICLE_ENCODING',
    path,
    null,
    'the text is neither UTF-8 nor Windows-1252; save it as UTF-8.',
  )
}

function decode(path: string, bytes: Uint8Array, encoding: string): string {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true })
    return decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes)
  } catch (cause) {
    throw new ArticleError(
      'ARTICLE_ENCODING',
      path,
      null,
      `the text is marked as ${encoding} but is not; save it as UTF-8.`,
      { cause },
    )
  }
}

// Node 20 decodes the label windows-1252 as Latin-1, which makes control characters of its quotation marks and dashes.
const from0x80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const decodeWindows1252 = (bytes: Uint8Array): string =>
  asLatin1(bytes).replace(/[\x80-\x9f]/g, (character) => from0x80[character.charCodeAt(0) - 0x80]!)

const decodes = (bytes: Uint8Array, encoding: string): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

// Latin letters in UTF-16 leave every second byte zero, and no other text does.
function utf16WithoutMark(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0]
  for (let index = 0; index < head.length; index += 1) if (head[index] === 0) zeros[index % 2]! += 1
  const [even, odd] = zeros as [number, number]
  const half = Math.floor(head.length / 2)
  if (half < 2) return null
  if (odd > 0.6 * half && even < 0.05 * half) return 'utf-16le'
  return even > 0.6 * half && odd < 0.05 * half ? 'utf-16be' : null
}

const signatures = ['%PDF-', 'PK\x03\x04', '\x89PNG', 'GIF8', '\xff\xd8\xff', '\x1f\x8b', '{\\rtf', '\xd0\xcf\x11\xe0']

const hasBinarySignature = (bytes: Uint8Array): boolean => {
  const head = asLatin1(bytes.subarray(0, 8))
  return signatures.some((signature) => head.startsWith(signature))
}

function declaredCharset(bytes: Uint8Array): string | null {
  const match = /<meta\s[^>]{0,200}?charset\s*=\s*["']?([\w:.-]{2,40})/i.exec(asLatin1(bytes.subarray(0, 2048)))
  const charset = match?.[1]?.toLowerCase() ?? null
  // What could be read up to here as single bytes is not in UTF-16, whatever it says.
  return charset?.startsWith('utf-16') ? null : charset
}

const asLatin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

const highByteShare = (bytes: Uint8Array): number => {
  let high = 0
  for (const byte of bytes) if (byte >= 0x80) high += 1
  return high / bytes.length
}

const controlShare = (text: string): number => {
  let controls = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 12) controls += 1
  }
  return controls / text.length
}

const binary = (path: string): ArticleError =>
  new ArticleError('ARTICLE_BINARY', path, null, 'the file is not text; turn it into text, Markdown or HTML first.')

const converted = (path: string, encoding: string): ArticleWarning => ({
  code: 'ENCODING_CONVERTED',
  path,
  line: null,
  message: `${path}: read as ${encoding}; save it as UTF-8 to be sure of every letter.`,
})
