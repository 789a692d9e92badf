/** @throws {RangeError} where the option is not a whole number of at least 1. */
export function wholeNumber(name: string, value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} must be a whole number of at least 1`)
  return number
}
