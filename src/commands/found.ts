import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { ensureCity } from './first-start.ts'

const OPTIONS = {
  again: { type: 'boolean', default: false },
  'clock-is-right': { type: 'boolean', default: false },
} as const

/** `found`: what a first start does before it serves. `--again` empties a PostgreSQL database whose making was interrupted. */
export async function found(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const made = await ensureCity(readConfig(process.env), { again: values.again, confirmed: values['clock-is-right'] })
  console.log(
    made
      ? '已建库 the city is made'
      : '该数据库已有完整的城市，未作改动 there is a whole city already; nothing was changed',
  )
  return 0
}
