export interface Sample {
  readonly features: readonly number[]
  readonly positive: boolean
  readonly weight: number
}

export interface FittedLogistic {
  readonly intercept: number
  readonly coefficients: readonly number[]
}

const MOST_STEPS = 100
const SMALL_STEP = 1e-9

/**
 * The coefficients that maximise Σ weight · log-likelihood − ½ · ridge · Σ coefficient² (the intercept is not shrunk), by
 * Newton's method; the function is concave, so there is one maximum.
 */
export function fitLogistic(samples: readonly Sample[], ridge = 1): FittedLogistic {
  const size = samples[0]!.features.length + 1
  let solution = new Array<number>(size).fill(0)
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, hessian } = derivatives(samples, solution, ridge)
    const change = solve(hessian, gradient)
    solution = solution.map((value, i) => value + change[i]!)
    if (Math.max(...change.map(Math.abs)) < SMALL_STEP) break
  }
  const [intercept, ...coefficients] = solution
  return { intercept: intercept!, coefficients }
}

function derivatives(samples: readonly Sample[], solution: readonly number[], ridge: number) {
  const gradient = solution.map((value, i) => (i === 0 ? 0 : -ridge * value))
  const hessian = solution.map((_, i) => solution.map((__, j) => (i === j && i > 0 ? ridge : 0)))
  for (const { features, positive, weight } of samples) {
    const inputs = [1, ...features]
    const logit = inputs.reduce((sum, input, i) => sum + input * solution[i]!, 0)
    const probability = 1 / (1 + Math.exp(-logit))
    const slope = weight * ((positive ? 1 : 0) - probability)
    const curvature = weight * probability * (1 - probability)
    for (const [i, input] of inputs.entries()) {
      gradient[i]! += slope * input
      for (const [j, other] of inputs.entries()) hessian[i]![j]! += curvature * input * other
    }
  }
  return { gradient, hessian }
}

/** Solves a symmetric positive definite system by Gaussian elimination; a handful of unknowns. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  for (let pivot = 0; pivot < rows.length; pivot++) {
    for (let row = pivot + 1; row < rows.length; row++) {
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!
      for (let column = pivot; column <= rows.length; column++) rows[row]![column]! -= factor * rows[pivot]![column]!
    }
  }
  const solution = new Array<number>(rows.length).fill(0)
  for (let row = rows.length - 1; row >= 0; row--) {
    const known = solution.reduce((sum, value, column) => (column > row ? sum + rows[row]![column]! * value : sum), 0)
    solution[row] = (rows[row]![rows.length]! - known) / rows[row]![row]!
  }
  return solution
}
