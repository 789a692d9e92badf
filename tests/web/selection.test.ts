import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressFor,
  askAddress,
  everything,
  type Selection,
  selectionFrom,
  sorts,
} from '../../web/library/selection.js'

const queryOf = (address: string) => new URL(address, 'http://here').searchParams
const all: Selection = { ...everything, sort: '-published' }

describe('the address of a list', () => {
  test('holds nothing that does not narrow it', () => {
    expect(addressFor(all)).toBe('/library')
    expect(addressFor({ ...all, tag: 'sea', sort: 'title' })).toBe('/library?tag=sea&sort=title')
  })

  test('leads back to the same list', () => {
    const text = fc.string({ unit: 'grapheme' }).map((given) => given.trim())
    const fields = Object.fromEntries(Object.keys(everything).map((name) => [name, text]))
    void fc.assert(
      fc.property(fc.record({ ...fields, sort: fc.constantFrom(...sorts) }), (given) => {
        const selection = given as unknown as Selection
        expect(selectionFrom(queryOf(addressFor(selection)))).toEqual(selection)
      }),
    )
  })

  test.each(['sort=nonsense', 'unknown=1', 'author='])('that says %s lists everything', (query) => {
    expect(selectionFrom(new URLSearchParams(query))).toEqual(all)
  })
})

test.each([
  [{ author: 'Nora Vale', publishedFrom: '2025' }, '/?author=Nora+Vale&publishedFrom=2025'],
  [{}, null],
  [{ author: 'Nora Vale', query: 'sea' }, null],
  [{ tag: 'sea', language: 'de' }, null],
])('articles narrowed by %j are asked at %s', (narrowing, address) => {
  expect(askAddress({ ...everything, ...narrowing })).toBe(address)
})
