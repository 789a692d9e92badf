import { expect, test } from 'vitest'
import { fitLogistic } from '../../bench/quality/logistic-regression.js'
import { seededRandom } from '../../bench/synthetic-corpus.js'

test('the fit finds the coefficients that the samples were drawn with', () => {
  const random = seededRandom(3)
  const samples = Array.from({ length: 20_000 }, () => {
    const features = [random() * 2 - 1, random() * 2 - 1]
    const probability = 1 / (1 + Math.exp(-(0.5 + 2 * features[0]! - 3 * features[1]!)))
    return { features, positive: random() < probability, weight: 1 }
  })
  const { intercept, coefficients } = fitLogistic(samples)
  expect(intercept).toBeCloseTo(0.5, 0)
  expect(Math.abs(coefficients[0]! - 2)).toBeLessThan(0.15)
  expect(Math.abs(coefficients[1]! + 3)).toBeLessThan(0.15)
})

test('a ridge keeps the coefficients finite where the samples are perfectly separable', () => {
  const samples = [-2, -1, 1, 2].map((value) => ({ features: [value], positive: value > 0, weight: 1 }))
  const { coefficients } = fitLogistic(samples)
  expect(coefficients[0]).toBeGreaterThan(0)
  expect(coefficients[0]).toBeLessThan(5)
})
