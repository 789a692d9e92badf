import { expect, test } from 'vitest'
import { turnOfItsOwn } from '../../src/retrieval/turn-of-its-own.js'

function blockFor(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

test('much work that is due at once lets a timer through between two pieces', async () => {
  const order: string[] = []
  const work = Array.from({ length: 6 }, async () => {
    await turnOfItsOwn()
    blockFor(5)
    order.push('work')
  })
  setTimeout(() => order.push('timer'), 1)
  await Promise.all(work)
  expect(order.indexOf('timer')).toBeGreaterThan(-1)
  expect(order.indexOf('timer')).toBeLessThan(3)
})
