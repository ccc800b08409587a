// Loaded before the service (`node --import`): shifts its clock by the milliseconds that stand in a file, read at every look.
import { readFileSync } from 'node:fs'

const file = process.env.XINQIAO_TEST_CLOCK_SHIFT
const RealDate = Date
const now = () => RealDate.now() + Number(readFileSync(file, 'utf8'))

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(now())
    else super(...parts)
  }
  static now = now
}
