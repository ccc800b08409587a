import { validate, version } from 'uuid'
import { expect, it } from 'vitest'
import { newId } from '../../src/ledger/new-id.ts'

it('ids are UUIDv7 of now, and each is greater than the one before', () => {
  const before = Date.now()
  const ids = Array.from({ length: 20_000 }, () => newId())
  const after = Date.now()
  for (const [i, id] of ids.entries()) {
    if (!validate(id) || version(id) !== 7 || (i > 0 && id <= ids[i - 1]!)) expect.fail(`${ids[i - 1]} ${id}`)
    const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    if (at < before || at > after + 1) expect.fail(`${id} is of ${at}`)
  }
})
