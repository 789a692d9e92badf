import { expect, test } from 'vitest'
import { markdown } from '../../src/articles/markdown.js'

const blocksOf = (text: string) => {
  const parsed = markdown.parse({ path: 'a.md', text })
  return parsed.blocks.map(({ kind, span }) => [kind, parsed.text.slice(span.start, span.end)])
}

test.each([
  [
    '# One\n\nTwo\n===\nThree\n---\nwords',
    [
      ['heading', 'One'],
      ['heading', 'Two'],
      ['heading', 'Three'],
      ['paragraph', 'words'],
    ],
  ],
  [
    '## Closed ##\n\n#hash',
    [
      ['heading', 'Closed'],
      ['paragraph', '#hash'],
    ],
  ],
  ['one\ntwo  \nthree', [['paragraph', 'one two three']]],
  [
    '- a\n  - b\n- c\n  d',
    [
      ['list-item', 'a'],
      ['list-item', 'b'],
      ['list-item', 'c d'],
    ],
  ],
  [
    '1. a\n2. b\n\n   more',
    [
      ['list-item', 'a'],
      ['list-item', 'b'],
      ['paragraph', 'more'],
    ],
  ],
  ['text of\n1986. A year', [['paragraph', 'text of 1986. A year']]],
  ['- [x] done', [['list-item', 'done']]],
  [
    '> said\n> again\n\nafter',
    [
      ['quotation', 'said again'],
      ['paragraph', 'after'],
    ],
  ],
  [
    '| a | b |\n|---|:-:|\n| *c* | d \\| e |',
    [
      ['table-row', 'a | b'],
      ['table-row', 'c | d \\| e'.replace('\\', '')],
    ],
  ],
  [
    '```js\nlet a\n\n  # no\n```\nafter',
    [
      ['code', 'let a\n\n  # no'],
      ['paragraph', 'after'],
    ],
  ],
  [
    'words\n\n    code\n      more\n\nwords',
    [
      ['paragraph', 'words'],
      ['code', 'code\n  more'],
      ['paragraph', 'words'],
    ],
  ],
  [
    'a <!-- gone\n\nstill gone --> b',
    [
      ['paragraph', 'a'],
      ['paragraph', 'b'],
    ],
  ],
  ['```\n<!-- kept -->\n```', [['code', '<!-- kept -->']]],
  ['a <!-- open', [['paragraph', 'a <!-- open']]],
  [
    'a\n\n***\n\nb',
    [
      ['paragraph', 'a'],
      ['paragraph', 'b'],
    ],
  ],
  ['[^1]: a note\n    of two lines', [['paragraph', 'a note of two lines']]],
  ['see [it][x] and [X].\n\n[x]: https://a.example "t"', [['paragraph', 'see it and X.']]],
  [
    '<div>\n<p>words</p>\n</div>\n\n<script>\nalert(1)\n\nx\n</script>\n\nend',
    [
      ['paragraph', 'words'],
      ['paragraph', 'end'],
    ],
  ],
  ['**bold**, *em*, __b__ _e_ ~~s~~ `c*d*`', [['paragraph', 'bold, em, b e s c*d*']]],
  ['2 * 3 * 4, snake_case_name, a\\*b\\*', [['paragraph', '2 * 3 * 4, snake_case_name, a*b*']]],
  [
    '[a [b]](x "t (u)") ![alt](y) <https://a.example> [c](<d e>) [e](f(g)h)',
    [['paragraph', 'a [b] https://a.example c e']],
  ],
  ['[not a link] [nor](this one', [['paragraph', '[not a link] [nor](this one']]],
  ['a&amp;b &mdash; &#x1F642; &unknown; &#0; AT&T', [['paragraph', 'a&b — 🙂 &unknown; \ufffd AT&T']]],
  ['Map<string, number> and <y, z> stay', [['paragraph', 'Map<string, number> and <y, z> stay']]],
  [`<a href='x' title="y z" hidden>go</a >, <?php x?> <!DOCTYPE y> <b/>on`, [['paragraph', 'go, on']]],
  [
    '[Smith]: I will not resign. [Smith] said so.\n\n[x]: https://a.example (t)',
    [['paragraph', '[Smith]: I will not resign. [Smith] said so.']],
  ],
  ['a<br>b <em>c</em> 1 < 2 <3', [['paragraph', 'a b c 1 < 2 <3']]],
  ['claim[^1] stands', [['paragraph', 'claim stands']]],
])('%j', (text, expected) => {
  expect(blocksOf(text)).toEqual(expected)
})

test('consecutive items are one line each, and other blocks are parted by a blank line', () => {
  expect(markdown.parse({ path: 'a.md', text: 'a\n\n- b\n\n- c\n\nd' }).text).toBe('a\n\nb\nc\n\nd')
})

test.each([
  ['## Sources\n\n- [A](https://a.example)\n- <https://b.example>', 3],
  ['## Sources\n\n- [A](https://a.example)\n- Harbour, J.: The Wall, 1950.', 0],
  ['## Related Coverage\n\n- [A](/a)\n- [B](/b)\n\n## Next\n\nwords', 3],
  ['## Sources\n\nThe sources of the river are far away from here.', 0],
])('%j has %i blocks of related links', (text, count) => {
  const { blocks } = markdown.parse({ path: 'a.md', text: `words\n\n${text}` })
  expect(blocks.filter(({ boilerplate }) => boilerplate === 'related-links')).toHaveLength(count)
})
