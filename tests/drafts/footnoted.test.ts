import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CitedWork } from '../../src/citations/bibliography.js'
import { type DraftNote, type FootnoteOptions, withFootnotes } from '../../src/drafts/footnoted.js'
import { nothingKnown } from '../citations/item-shapes.js'

const work = (id: string, family: string): CitedWork => ({
  id,
  metadata: { ...nothingKnown, title: `On ${id}`, authors: [{ given: 'Ada', family }] },
})
const [low, quay] = [work('low', 'Brook'), work('quay', 'Okafor')]
const chicago: FootnoteOptions = { format: 'markdown', style: 'chicago-note', repeated: 'short' }
const noteAfter = (draft: string, words: string, cited: CitedWork): DraftNote => ({
  at: draft.indexOf(words) + words.length,
  cited,
})

describe('a draft with footnotes', () => {
  const draft = 'One. Two. Three.\n'
  const notes = [noteAfter(draft, 'One.', low), noteAfter(draft, 'Two.', low), noteAfter(draft, 'Three.', quay)]

  test('has each mark where it belongs, and each note once, short when repeated', () => {
    expect(withFootnotes(draft, notes, chicago)).toBe(
      [
        'One.[^1] Two.[^2] Three.[^3]',
        '',
        '[^1]: Ada Brook, “On low,” n.d.',
        '[^2]: Brook, “On low.”',
        '[^3]: Ada Okafor, “On quay,” n.d.',
        '',
      ].join('\n'),
    )
  })

  test('says "Ibid." where that is wanted, but not after a note of the draft’s own', () => {
    expect(withFootnotes(draft, notes, { ...chicago, repeated: 'ibid' })).toContain('[^2]: Ibid.\n')
    const own = 'One. Two.[^own] Three.\n\n[^own]: Mine.\n'
    const around = [noteAfter(own, 'One.', low), noteAfter(own, 'Three.', low)]
    const noted = withFootnotes(own, around, { ...chicago, repeated: 'ibid' })
    expect(noted).toContain('One.[^1] Two.[^own] Three.[^2]')
    expect(noted).toContain('[^2]: Brook, “On low.”')
  })

  test('uses no label that the draft uses', () => {
    const own = 'One. Two.[^1] Three.[^3]\n\n[^1]: A.\n[^3]: B.\n'
    const noted = withFootnotes(own, [noteAfter(own, 'One.', low), noteAfter(own, 'Three.', quay)], chicago)
    expect(noted).toMatch(/^One\.\[\^2\] Two\.\[\^1\] Three\.\[\^4\]\[\^3\]/)
  })

  test.each<[string, FootnoteOptions['format'], string]>([
    ['One.\n\n[^1]: Cited nowhere.\n', 'markdown', '[^2]'],
    ['One. See[^1]: two.\n\n[^1]: A.\n', 'markdown', '[^2]'],
    ['One. As shown [1].\n', 'plain', '[2]'],
    ['One. As shown [1, 2].\n', 'plain', '[3]'],
    ['One. As shown [1–3].\n', 'plain', '[2]'],
    ['One.\n\n[1] Cited nowhere.\n', 'plain', '[2]'],
  ])('uses no label that is written anywhere: %j', (own, format, mark) => {
    expect(withFootnotes(own, [noteAfter(own, 'One.', low)], { ...chicago, format })).toMatch(`One.${mark}`)
  })

  test('adds its notes to those that end a plain draft', () => {
    const own = 'One. Two.[1]\n\nNotes\n\n[1] Mine.\n'
    expect(withFootnotes(own, [noteAfter(own, 'One.', low)], { ...chicago, format: 'plain' })).toBe(
      'One.[2] Two.[1]\n\nNotes\n\n[1] Mine.\n[2] Ada Brook, “On low,” n.d.\n',
    )
  })

  test('has its notes under a heading where it is plain, and keeps its line ends', () => {
    const plain = 'One.\r\nTwo [sic] three.[7]\r\n'
    const noted = withFootnotes(plain, [noteAfter(plain, 'One.', low)], { ...chicago, format: 'plain' })
    expect(noted).toBe('One.[1]\r\nTwo [sic] three.[7]\r\n\r\nNotes\r\n\r\n[1] Ada Brook, “On low,” n.d.\r\n')
  })

  test('is itself where there is nothing to note', () => {
    expect(withFootnotes(draft, [], chicago)).toBe(draft)
  })

  test('shows names and titles as words, never as markup', () => {
    const hostile = { id: 'x', metadata: { ...nothingKnown, title: '<b>*Low*</b> [^1]: [a](b)' } }
    const noted = withFootnotes(draft, [noteAfter(draft, 'One.', hostile)], chicago)
    expect(noted.split('[^1]: ')[1]).toMatch(/\\<b\\>\\\*Low\\\*\\<\/b\\> \\\[\\\^1\\\]/)
  })

  test('is the draft again when the marks and notes are taken out', () => {
    void fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Bees. ', '*dance* ', '\n\n', '[^a] ', '😀'), { minLength: 1 }),
        fc.integer({ min: 0, max: 5 }),
        (pieces, count) => {
          const text = `${pieces.join('').trim()}x`
          const at = Array.from({ length: count }, (_, i) => Math.floor((text.length * (i + 1)) / (count + 1)))
          const noted = withFootnotes(
            text,
            at.map((place) => ({ at: place, cited: low })),
            chicago,
          )
          const [body] = noted.split('\n\n[^1]: ')
          expect(count === 0 ? noted : body!.replace(/\[\^\d+\]/g, '')).toBe(text)
        },
      ),
    )
  })
})
