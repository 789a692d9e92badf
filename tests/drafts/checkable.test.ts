import { expect, test } from 'vitest'
import { isCheckable } from '../../src/drafts/checkable.js'

/** Written before the rules were tried on them. */
const statements = [
  'The lighthouse was built in 1871.',
  'Bees gather in a ball around their queen in winter.',
  'Sourdough rises more slowly than bread made with bakers’ yeast.',
  'The line closed because buses were cheaper to run.',
  'Its last keeper left the tower in 1968.',
  'Nearly half of the town’s wells ran dry last summer.',
  'The council approved the new bridge on 4 May.',
  'Whale oil was replaced by paraffin before the war.',
  'No colony survived the winter without food.',
  'The museum keeps the last car of the line.',
  'Rare words weigh more than common ones in this ranking.',
  'A bowline does not slip under load.',
  'Notes of the keepers were lost in a fire.',
  'Looking back was forbidden in the harbour.',
  'Readings of the gauge are published every hour.',
  'Maybole lies nine miles south of Ayr.',
  'The firm sold its mills and moved to Leeds!',
  'According to the ministry, exports fell by a tenth.',
]
const others = [
  'Why does it matter?',
  'I think bread is wonderful.',
  'We should build more lighthouses.',
  'In my view the bridge is ugly.',
  'Perhaps the bees will return.',
  'Imagine a town without wells.',
  'Please read the footnotes.',
  'This article describes how bees keep warm.',
  'The next section looks at bridges.',
  'Let us begin with the bridge.',
  'Consider the lighthouse at dusk.',
  'Not so.',
  'My grandmother loved this place.',
  'Hopefully the line will open again.',
  'Do not feed the bees in winter.',
  'The council ought to act.',
]

test.each(statements)('%s can be right or wrong', (sentence) => {
  expect(isCheckable(sentence, sentence, false)).toBe(true)
})

test.each(others)('%s cannot', (sentence) => {
  expect(isCheckable(sentence, sentence, false)).toBe(false)
})

test('what somebody else says can always be checked, and their "I" is not the writer’s', () => {
  const sentence = '“I love this place,” she said.'
  expect(isCheckable(sentence, '                     she said.', true)).toBe(true)
})
