import { describe, expect, test } from 'vitest'
import { decodeBytes } from '../../src/articles/decode-bytes.js'

const words = 'Naïve words, “quoted”, over\nmore than one line.'
const utf16 = (text: string, isBigEndian: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return isBigEndian ? bytes.swap16() : bytes
}

describe('decodeBytes', () => {
  test.each([
    ['UTF-8', Buffer.from(words), []],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${words}`), []],
    ['UTF-8 with CRLF', Buffer.from(words.replace('\n', '\r\n')), []],
    ['UTF-16 LE with a mark', utf16(`\ufeff${words}`, false), ['ENCODING_CONVERTED']],
    ['UTF-16 BE with a mark', utf16(`\ufeff${words}`, true), ['ENCODING_CONVERTED']],
    ['UTF-16 LE without a mark', utf16(words, false), ['ENCODING_CONVERTED']],
    ['UTF-16 BE without a mark', utf16(words, true), ['ENCODING_CONVERTED']],
    [
      'Windows-1252',
      Buffer.from('Na\xefve words, \x93quoted\x94, over\nmore than one line.', 'latin1'),
      ['ENCODING_CONVERTED'],
    ],
  ])('%s becomes the same text', (_, bytes, codes) => {
    const { text, warnings } = decodeBytes('a.txt', bytes)
    expect(text).toBe(words)
    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })

  test('a charset that the HTML declares is used where the bytes are not UTF-8', () => {
    const page = Buffer.concat([
      Buffer.from('<meta charset="windows-1251"><p>'),
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    ])
    expect(decodeBytes('a.html', page).text).toMatch(/Привет$/)
  })

  test('a page in single bytes that declares UTF-16 is not in UTF-16, as the HTML standard has it', () => {
    const page = Buffer.from('<meta charset="utf-16"><p>Caf\xe9', 'latin1')
    expect(page.length % 2).toBe(0)
    expect(decodeBytes('a.html', page).text).toMatch(/Café$/)
  })

  test.each([
    ['no bytes', Buffer.alloc(0), 'ARTICLE_EMPTY'],
    ['white space', Buffer.from(' \r\n\t\u00a0'), 'ARTICLE_EMPTY'],
    ['a mark alone', Buffer.from('\ufeff'), 'ARTICLE_EMPTY'],
    ['zero bytes among letters', Buffer.from('some\0words and many more of them follow here'), 'ARTICLE_BINARY'],
    ['a PDF', Buffer.from('%PDF-1.7 some words'), 'ARTICLE_BINARY'],
    ['control characters', Buffer.from('\x01\x02\x03\x04 words'), 'ARTICLE_BINARY'],
    ['an unknown single-byte alphabet', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'ARTICLE_ENCODING'],
    ['half a pair in UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), 'ARTICLE_ENCODING'],
  ])('%s is refused', (_, bytes, code) => {
    expect(() => decodeBytes('a.txt', bytes)).toThrow(expect.objectContaining({ code, path: 'a.txt' }))
  })
})
