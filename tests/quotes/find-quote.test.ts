import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findQuote } from '../../src/quotes/find-quote.js'
import type { QuoteMatch, QuoteRequest } from '../../src/quotes/quote-verdict.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'
import { articleFrom, quoteIndex } from './quote-index.js'

const files = {
  'tower.md': `---
title: The tower
author: Nora Vale
publisher: Coast Review
date: 2026-02
---

The tower at Skerry Point burned whale oil until 1903, and its lamp was visible for 21 miles. “It isn’t a ruin,” the
keeper’s daughter — now ninety — says. The council did approve a co-operative trust in the spring of 2019.

Since then the well-known light has been switched on by a timer. Visitors who climb the stairs see three counties at once.

The museum sells tea, bread and postcards to those who wait below.
`,
  'reprint.md': `---
title: Lights of the coast
author: Ines Duarte
date: 2024-05-01
---

Visitors who climb the stairs see three counties at once. The railway brought most of them before the war.
`,
  'bees.md': `---
title: How bees keep warm
author: [Tom Hale, The Hive Society]
date: 2025-11-03
---

# How bees keep warm

In winter honey bees gather in a tight ball around their queen. The bees on the outside change places with those inside, so that none
of them freezes during the long night.
`,
}
const texts = Object.fromEntries(
  Object.entries(files).map(([file, content]) => [file.replace('.md', ''), articleFrom(file, content).text]),
)
const find = async (quote: string, claim: Partial<QuoteRequest> = {}) =>
  findQuote({ quote, ...claim }, await quoteIndex(files))
const words = ({ articleId, span }: QuoteMatch): string => texts[articleId]!.slice(span.start, span.end)

describe('a quote is exact', () => {
  test.each([
    'The museum sells tea, bread and postcards to those who wait below.',
    'its lamp was visible for 21 miles',
    '“It isn’t a ruin,” the',
    'lamp',
    'three counties',
    'in the spring of 2019.\n\nSince then the well-known light',
  ])('character by character: %j', async (quote) => {
    const finding = await find(quote)
    expect(finding.verdict).toBe('exact')
    expect(words(finding.matches[0]!)).toBe(quote)
    expect(finding.matches[0]).toMatchObject({ similarity: 1, changes: [], verbatim: true, asClaimed: null })
  })

  test('without the white space and the quotation marks around it', async () => {
    const finding = await find(' “its lamp was visible for 21 miles” ')
    expect(finding.verdict).toBe('exact')
    expect(words(finding.matches[0]!)).toBe('its lamp was visible for 21 miles')
  })

  test('in a title too, which no passage holds', async () => {
    expect((await find('How bees keep warm')).matches[0]?.articleId).toBe('bees')
  })

  test('in each article that holds it, the earliest first, and only as a whole word', async () => {
    const { matches } = await find('Visitors who climb the stairs see three counties at once.')
    expect(matches.map(({ articleId }) => articleId)).toEqual(['reprint', 'tower'])
    expect((await find('olitan')).verdict).toBe('not_found')
  })
})

describe('a quote is normalised', () => {
  test.each([
    ['quotation marks', '"It isn\'t a ruin," the keeper\'s daughter'],
    ['dashes', "the keeper's daughter - now ninety - says"],
    ['white space', 'The museum  sells\ttea,\nbread and postcards'],
    ['case', 'THE MUSEUM SELLS TEA, BREAD AND POSTCARDS'],
    ['markup', 'The **museum** sells [tea](https://example.org/a_b), <em>bread</em> and _postcards_'],
    ['Unicode form', 'in the spring of ２０１９'],
    ['hyphens gone', 'approve a cooperative trust'],
    ['hyphens come', 'Since then the well known light has been switched on'],
    ['soft hyphens', 'its lamp was visi\u00adble for 21 miles'],
    ['the final mark', 'Visitors who climb the stairs see three counties at once,'],
    ['a hyphen at its beginning', 'co operative trust in the spring'],
  ])('where only %s differ', async (_, quote) => {
    const finding = await find(quote)
    expect(finding.verdict).toBe('normalised')
    expect(finding.matches[0]).toMatchObject({ similarity: 1, changes: [], verbatim: false })
  })
})

describe('a quote is altered', () => {
  test.each([
    ['a number', 'its lamp was visible for 24 miles', 'number', '21', '24'],
    ['a number word', 'Visitors who climb the stairs see four counties at once', 'number', 'three', 'four'],
    ['a name', 'The tower at Skelly Point burned whale oil until 1903', 'name', 'Skerry', 'Skelly'],
    ['a negation', 'The council did not approve a co-operative trust', 'negation', '', 'not'],
    ['a negation left out', 'It is a ruin, the keeper’s daughter — now ninety — says', 'negation', 'isn’t', 'is'],
    ['a word', 'In winter honey bees gather in a loose ball around their queen', 'word', 'tight', 'loose'],
    ['a word left out', 'In winter honey bees gather in a ball around their queen', 'word', 'tight', ''],
  ])('where %s differs, and the difference is shown', async (_, quote, change, leftOut, putIn) => {
    const finding = await find(quote)
    expect(finding.verdict).toBe('altered')
    const [{ changes, diff, similarity }] = finding.matches as [QuoteMatch]
    expect(changes[0]).toBe(change)
    expect(similarity).toBeLessThan(1)
    const text = (kind: string) => diff.filter((part) => part.kind === kind).map((part) => part.text.trim())
    expect(text('left-out').join(' ')).toBe(leftOut)
    expect(text('put-in').join(' ')).toBe(putIn)
  })

  test('where a comma inside differs: that is a change, though a small one', async () => {
    const finding = await find('The museum sells tea bread and postcards')
    expect(finding).toMatchObject({ verdict: 'altered', matches: [{ changes: ['punctuation'], similarity: 1 }] })
  })
})

describe('a quote is stitched', () => {
  test('where its parts stand in two articles, each with its span', async () => {
    const finding = await find('its lamp was visible for 21 miles so that none of them freezes during the long night')
    expect(finding.verdict).toBe('stitched')
    expect(finding.matches.map(words)).toEqual([
      'its lamp was visible for 21 miles',
      'so that none of them freezes during the long night',
    ])
  })

  test('where words between its parts are left out without a mark', async () => {
    const finding = await find(
      'The bees on the outside change places so that none of them freezes during the long night',
    )
    expect(finding.verdict).toBe('stitched')
    expect(finding.matches).toHaveLength(2)
  })

  test('but not where the omission is marked: then it is as exact as its parts, and says so', async () => {
    for (const mark of ['…', '...', '[...]', '[…]', '. . .']) {
      const finding = await find(`The bees on the outside change places ${mark} so that none of them freezes`)
      expect(finding).toMatchObject({ verdict: 'exact', marks: ['ellipsis'] })
      expect(finding.matches).toHaveLength(2)
    }
  })

  test('nor where the writer’s own words stand in brackets', async () => {
    const finding = await find('Since then [after the trust was founded] the well-known light has been switched on')
    expect(finding).toMatchObject({ verdict: 'exact', marks: ['insertion'] })
  })

  test('where marked parts do not stand in one article in this order', async () => {
    const quote = 'so that none of them freezes ... The bees on the outside change places'
    expect(await find(quote)).toMatchObject({ verdict: 'stitched', marks: ['ellipsis'] })
  })

  test('and where a marked part is altered, so is the quote', async () => {
    const finding = await find('its lamp was visible for 24 miles … the council did approve a co-operative trust')
    expect(finding).toMatchObject({ verdict: 'altered', marks: ['ellipsis'] })
  })
})

describe('a quote is misattributed', () => {
  const quote = 'In winter honey bees gather in a tight ball around their queen.'

  test.each([
    { claimedAuthor: 'Nora Vale' },
    { claimedAuthor: 'T. Vale' },
    { claimedArticleId: 'tower' },
    { claimedArticleId: 'bees', claimedAuthor: 'Ines Duarte' },
  ])('where it stands elsewhere than %j says', async (claim) => {
    const finding = await find(quote, claim)
    expect(finding).toMatchObject({ verdict: 'misattributed', matches: [{ articleId: 'bees', asClaimed: false }] })
  })

  test.each([
    { claimedAuthor: 'Tom Hale' },
    { claimedAuthor: 'Hale' },
    { claimedAuthor: 'HALE, T.' },
    { claimedAuthor: 'Dr Tom Hale' },
    { claimedAuthor: 'Hive Society' },
    { claimedArticleId: 'bees' },
  ])('but not where %j is right', async (claim) => {
    expect(await find(quote, claim)).toMatchObject({ verdict: 'exact', matches: [{ asClaimed: true }] })
  })

  test('the claimed article comes first among several', async () => {
    const finding = await find('Visitors who climb the stairs see three counties at once.', {
      claimedArticleId: 'tower',
    })
    expect(finding.verdict).toBe('exact')
    expect(finding.matches.map(({ articleId }) => articleId)).toEqual(['tower', 'reprint'])
  })

  test('nor where its parts, marked as parts, stand in another article too', async () => {
    const marked = 'Visitors who climb the stairs … see three counties at once'
    for (const claimedArticleId of ['tower', 'reprint'])
      expect(await find(marked, { claimedArticleId })).toMatchObject({ verdict: 'exact', marks: ['ellipsis'] })
    expect(await find(marked, { claimedArticleId: 'bees' })).toMatchObject({ verdict: 'misattributed' })
  })

  test('nor where the words stand in so many articles that not all are looked at', async () => {
    const copies = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `copy-${i}.md`,
        `---\nauthor: ${i === 57 ? 'Ada Holm' : 'Jo Meier'}\n---\n\nSign up for our weekly letter today.\n`,
      ]),
    )
    const index = await quoteIndex(copies)
    const quoted = 'Sign up for our weekly letter today.'
    expect(await findQuote({ quote: quoted, claimedArticleId: 'copy-59' }, index)).toMatchObject({
      verdict: 'exact',
      matches: [{ articleId: 'copy-59' }, ...new Array(19).fill({ asClaimed: false })],
    })
    const byAuthor = await findQuote({ quote: quoted, claimedAuthor: 'Ada Holm' }, index)
    expect(byAuthor).toMatchObject({ verdict: 'exact' })
    expect(byAuthor.matches[0]?.articleId).toBe('copy-57')
  })

  test('a claimed article that there is not is an error that says what was expected', async () => {
    await expect(find(quote, { claimedArticleId: 'no-such' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('"no-such"'),
    })
  })
})

describe('a quote is not found', () => {
  test('with the nearest sentences', async () => {
    const finding = await find('Honey bees cluster about the queen when winter comes and take turns')
    expect(finding.verdict).toBe('not_found')
    expect(words(finding.matches[0]!)).toContain('In winter honey bees gather')
    expect(finding.matches.length).toBeLessThanOrEqual(3)
  })

  test('where its words stand in another order', async () => {
    expect((await find('queen their around ball tight a in gather bees honey winter in')).verdict).toBe('not_found')
  })

  test.each(['', '   ', '“”', '…', 'x'.repeat(5_001)])(
    'and refused where there is nothing to look for: %#',
    async (quote) => {
      await expect(find(quote)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    },
  )
})

describe('whatever is quoted', () => {
  const stretch = fc
    .constantFrom(...Object.keys(texts))
    .chain((id) => fc.tuple(fc.constant(id), fc.nat(texts[id]!.length), fc.nat(texts[id]!.length)))
    .map(([id, one, other]) => {
      const text = texts[id]!
      const start = text.lastIndexOf(' ', Math.min(one, other)) + 1
      const end = text.indexOf(' ', Math.max(one, other))
      return { id, quote: text.slice(start, end === -1 ? text.length : end).trim() }
    })
    .filter(({ quote }) => (quote.split(/\s+/).length > 2 || /\p{L}{7}/u.test(quote)) && !/^["“]/.test(quote))

  async function holds(property: (index: SearchIndex, id: string, quote: string) => Promise<void>): Promise<void> {
    const index = await quoteIndex(files)
    await fc.assert(
      fc.asyncProperty(stretch, ({ id, quote }) => property(index, id, quote)),
      { numRuns: 150 },
    )
  }

  test('words of an article are found exactly where they stand', async () => {
    await holds(async (index, id, quote) => {
      const finding = await findQuote({ quote }, index)
      expect(finding.verdict).toBe('exact')
      expect(words(finding.matches[0]!)).toBe(quote)
      expect(finding.matches.map(({ articleId }) => articleId)).toContain(id)
    })
  })

  test('upper case and other marks change no more than the verdict', async () => {
    await holds(async (index, id, quote) => {
      const changed = quote.toUpperCase().replaceAll('’', "'").replaceAll(' ', '  ')
      const finding = await findQuote({ quote: changed }, index)
      expect(['exact', 'normalised']).toContain(finding.verdict)
      expect(finding.matches.map(({ articleId }) => articleId)).toContain(id)
    })
  })

  test('the pieces of a difference make up the article’s words, and the part of the quote is a part of it', async () => {
    await holds(async (index, _, quote) => {
      const changed = quote.replace(/\p{L}{4,}/u, 'zebra')
      const { matches } = await findQuote({ quote: changed }, index)
      for (const match of matches) {
        const found = match.diff.flatMap((part) => (part.kind === 'put-in' ? [] : [part.text])).join('')
        expect(words(match)).toContain(found)
        expect(match.quoteSpan.start).toBeGreaterThanOrEqual(0)
        expect(match.quoteSpan.end).toBeLessThanOrEqual(changed.length)
      }
    })
  })
})
