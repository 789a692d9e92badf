import { expect, test } from 'vitest'
import { givingWay, turnOfItsOwn } from '../src/giving-way.js'

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

test('long work lets a timer through every few milliseconds, and short work waits for nobody', async () => {
  const order: string[] = []
  setTimeout(() => order.push('timer'), 1)
  const giveWay = givingWay()
  for (let step = 0; step < 4; step++) {
    blockFor(5)
    order.push('work')
    await giveWay()
  }
  expect(order.indexOf('timer')).toBeGreaterThan(0)
  expect(order.indexOf('timer')).toBeLessThan(3)
  setImmediate(() => order.push('next turn'))
  await givingWay()()
  expect(order).not.toContain('next turn')
})
