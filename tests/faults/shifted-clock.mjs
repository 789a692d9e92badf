// Loaded before a program: its clock goes as many milliseconds off as the file says, which may change while it runs.
import { readFileSync } from 'node:fs'

const RealDate = Date
const shiftMs = () => Number(readFileSync(process.env.SHIFT_CLOCK_FILE, 'utf8'))
const now = () => RealDate.now() + shiftMs()

globalThis.Date = class ShiftedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now())
    else super(...given)
  }

  static now() {
    return now()
  }
}
