import fc from 'fast-check'

const pieces = [
  ...['word', 'It', 'the', 'Mr', 'U.S', 'J', '1', '3.5', 'example.com', 'e.g', 'No', 'Fig', 'p.m', 'iPhone', 'etc'],
  ...[
    '.',
    '. ',
    '? ',
    '! ',
    '…',
    ' ... ',
    '.[1]',
    '.12 ',
    '; ',
    ': ',
    '” ',
    '“',
    '"',
    "'",
    '(',
    ')',
    '[',
    ']',
    '«',
    ' » ',
    '—',
    '- ',
  ],
  ...[' ', ' ', ' ', '\n', '\r\n', '\n\n', '\r\n\r\n', '\t', '\u00a0', '\u2009', '\u3000', '\u2029'],
  ...[
    '🎉',
    '👩‍👩‍👧',
    '👍🏽',
    '𝒜',
    '𝟙',
    'e\u0301',
    'n\u0303o',
    '\u0301',
    'מילה',
    'كلمة',
    '؟ ',
    '\u200f',
    '\u202b',
    '他来了。',
    '走！',
    'वह।',
    '\u200b',
  ],
]

/** Text of everything that trips splitters: stops, marks, line ends, emoji, combining marks, right-to-left words; well formed. */
export const articleText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    {
      maxLength: 120,
    },
  )
  .map((parts) => parts.join(''))

export const lettersOnly = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** Whether `text` holds half of a surrogate pair. */
export const holdsHalfACharacter = (text: string): boolean => /\p{Surrogate}/u.test(text)
