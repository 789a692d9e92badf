import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  auroc,
  brierSkill,
  decliningAt,
  expectedCalibrationError,
  type Judged,
  reliability,
} from '../../src/evaluation/declining-metrics.js'

const yes = (confidence: number): Judged => ({ confidence, answerable: true })
const no = (confidence: number): Judged => ({ confidence, answerable: false })

describe('AUROC', () => {
  test.each([
    ['all answerable ones above', [yes(0.9), yes(0.8), no(0.1)], 1],
    ['all below', [yes(0.1), no(0.8)], 0],
    ['three of four pairs in order', [yes(0.9), yes(0.4), no(0.5), no(0.2)], 0.75],
    ['a tie for half a pair', [yes(0.5), no(0.5)], 0.5],
    ['a tie among others', [yes(0.5), yes(0.7), no(0.5), no(0.1)], 3.5 / 4],
  ])('counts %s', (_, judged, expected) => {
    expect(auroc(judged)).toBeCloseTo(expected, 12)
  })

  test('is unknown where one kind is absent', () => {
    expect(auroc([yes(0.5)])).toBeNull()
    expect(auroc([no(0.5)])).toBeNull()
  })

  test('is the share of pairs in order, whatever the confidences', () => {
    const judged = fc.array(fc.record({ confidence: fc.constantFrom(0, 0.25, 0.5, 1), answerable: fc.boolean() }))
    void fc.assert(
      fc.property(judged, (all) => {
        const pairs = all
          .filter(({ answerable }) => answerable)
          .flatMap((a) =>
            all.filter(({ answerable }) => !answerable).map((b) => Math.sign(a.confidence - b.confidence)),
          )
        const share = pairs.reduce((sum, sign) => sum + (sign + 1) / 2, 0) / pairs.length
        if (pairs.length === 0) expect(auroc(all)).toBeNull()
        else expect(auroc(all)).toBeCloseTo(share, 12)
      }),
    )
  })

  test('takes a weight as so many questions alike', () => {
    const weighted = [yes(0.4), { ...no(0.5), weight: 2 }, { ...no(0.3), weight: 1 }, { ...yes(0.9), weight: 0 }]
    expect(auroc(weighted)).toBeCloseTo(auroc([yes(0.4), no(0.5), no(0.5), no(0.3)])!, 12)
  })
})

describe('declining below a threshold', () => {
  const judged = [no(0.1), no(0.3), yes(0.2), yes(0.5), yes(0.8), no(0.9)]

  test('has a precision, a recall and false declines', () => {
    expect(decliningAt(judged, 0.5)).toEqual({ precision: 2 / 3, recall: 2 / 3, falseDeclines: 1 / 3 })
  })

  test('has no precision where nothing is declined, no recall where nothing is to be declined', () => {
    expect(decliningAt([yes(0.9), no(0.9)], 0.5)).toEqual({ precision: null, recall: 0, falseDeclines: 0 })
    expect(decliningAt([yes(0.1)], 0.5)).toEqual({ precision: 0, recall: null, falseDeclines: 1 })
  })
})

describe('calibration', () => {
  const judged = [yes(0.05), no(0.05), yes(0.95), yes(0.95), no(0.95), yes(1)]

  test('puts each confidence in a bin of equal width, 1 in the last one', () => {
    const bins = reliability(judged)
    expect(bins.map(({ questions }) => questions)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 4])
    expect(bins[0]).toEqual({ from: 0, to: 0.1, questions: 2, meanConfidence: 0.05, shareAnswerable: 0.5 })
    expect(bins[1]).toMatchObject({ meanConfidence: null, shareAnswerable: null })
    expect(bins[9]!.meanConfidence).toBeCloseTo(3.85 / 4, 12)
  })

  test('has an expected error: the bins’ gaps by their shares of the questions', () => {
    expect(expectedCalibrationError(judged)).toBeCloseTo((2 * 0.45 + 4 * (3.85 / 4 - 0.75)) / 6, 12)
  })

  test('has no error where what was promised came true', () => {
    expect(expectedCalibrationError([yes(0.5), no(0.5)])).toBe(0)
  })
})

describe('Brier skill', () => {
  test.each([
    ['is 1 for a perfect judge', [yes(1), no(0)], 1],
    ['is 0 for one who always says the base rate', [yes(0.75), yes(0.75), yes(0.75), no(0.75)], 0],
    ['is below 0 for one who is worse', [yes(0), no(1)], -3],
    ['compares squares', [yes(0.8), no(0.4)], 1 - (0.04 + 0.16) / 2 / 0.25],
  ])('%s', (_, judged, expected) => {
    expect(brierSkill(judged)).toBeCloseTo(expected, 12)
  })

  test('is unknown where all are of one kind', () => {
    expect(brierSkill([yes(0.5), yes(0.9)])).toBeNull()
  })
})
