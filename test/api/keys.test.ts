import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isKeyName } from '../../src/api/key-form.ts'
import { keys as keysCommand } from '../../src/commands/keys.ts'
import { addTexts } from '../../src/ledger/rules-texts.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { runCommand } from '../support/command.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const issue = (body: object) => city.post('/v1/keys', 'admin', { role: 'dispatcher', ...body })
const asking = (key: string, path = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`) =>
  city.get(path).set('Authorization', `Bearer ${key}`)
const command = (...args: string[]) => runCommand(keysCommand, city.folder, args, city.clock.ms)

describe('the name of a key', () => {
  it.each(['dispatch-east', '派单-东区', 'admin', 'a.b_c-1', '9'])('may be %s', name =>
    expect(isKeyName(name)).toBe(true),
  )

  it('is kept composed: what looks the same is the same', async () => {
    const { status, body } = await issue({ name: '\u1100\u1161' })
    expect([status, body.name]).toEqual([201, '\uac00'])
    expect((await issue({ name: '\uac00' })).status).toBe(409)
  })

  it.each([
    '',
    ' ',
    'dispatch east',
    '-east',
    'east-',
    'a--b',
    'a\u200bb',
    'a\u202eb',
    'a\u0000',
    'a\u3164b',
    'x'.repeat(61),
  ])('may not be %j', async name => {
    expect(isKeyName(name)).toBe(false)
    expect((await issue({ name })).status).toBe(400)
  })

  it('is for the commands what it is for the contract', () => {
    const { $schema: _, ...schema } = JSON.parse(readFileSync('schemas/key-name.json', 'utf8'))
    const ajv = new Ajv2020()
    addTexts(ajv)
    const allowed = ajv.compile(schema)
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 70 }), fc.stringMatching(/^[a-z家\u3164._-]{1,62}$/))
    fc.assert(
      fc.property(text, name => {
        expect(isKeyName(name)).toBe(allowed(name))
      }),
    )
  })

  it('is borne by one key that works, and is free again when that is revoked', async () => {
    const { status, body } = await issue({ name: 'dispatch-east' })
    expect([status, body.name, body.validUntil]).toEqual([201, 'dispatch-east', null])
    const again = await issue({ name: 'dispatch-east' })
    expect([again.status, again.body.code]).toEqual([409, 'key-name-taken'])
    expect(again.body.detail).toContain(body.id)
    expect((await city.call('delete', `/v1/keys/${body.id}`, 'admin')).status).toBe(204)
    expect((await issue({ name: 'dispatch-east' })).status).toBe(201)
  })
})

describe('a key with a last day', () => {
  it('works through that day and is refused from the next on with a code of its own, on every way in', async () => {
    const { body } = await issue({ name: 'dispatch-seasonal', validUntil: '2026-11-25' })
    expect(body.validUntil).toBe('2026-11-25')
    const statuses = async () => [
      (await asking(body.key)).status,
      (await asking(body.key, '/v1/areas')).status,
      (await asking(body.key)).status,
    ]
    city.clock.ms = Date.parse('2026-11-25T23:59:59.999+08:00')
    expect(await statuses()).toEqual([200, 200, 200])
    city.later(1)
    expect(await statuses()).toEqual([401, 401, 401])
    const { body: refused } = await asking(body.key).set('Accept-Language', 'en')
    expect(refused).toMatchObject({ code: 'key-expired', title: 'Key expired' })
    expect((await issue({ name: 'dispatch-seasonal' })).status).toBe(201)
  })

  it('is refused on a connection that has used it before', async () => {
    const { body } = await issue({ name: 'dispatch-connected', validUntil: '2026-11-26' })
    const { keys } = city.service
    const [connection, header] = [{}, `Bearer ${body.key}`]
    expect(keys.ofHeader(connection, header)?.keyId).toBe(body.id)
    city.clock.ms = Date.parse('2026-11-27T00:00:00+08:00')
    expect([keys.ofHeader(connection, header), keys.refusal(header)]).toEqual([null, 'key-expired'])
  })

  it('ends today or later', async () => {
    const { status, body } = await issue({ name: 'dispatch-past', validUntil: '2026-11-26' })
    expect([status, body.code]).toEqual([422, 'day-out-of-range'])
  })

  it('is counted before it ends', async () => {
    const ending = async () => {
      const { text } = await city.get('/metrics', 'admin')
      return Number(/keys_ending (\d+)/.exec(text)![1])
    }
    const before = await ending()
    await issue({ name: 'dispatch-soon', validUntil: '2026-12-20' })
    await issue({ name: 'dispatch-later', validUntil: '2027-12-20' })
    expect((await ending()) - before).toBe(1)
  })
})

describe('the command line', () => {
  it('issues a key with name and last day, which works beside a running service', async () => {
    const { status, output } = await command(
      'issue',
      'dispatcher',
      '--name',
      'dispatch-west',
      '--valid-until',
      '2027-01-31',
    )
    expect(status).toBe(0)
    const key = /^dispatcher {2}(xq_\S+)$/.exec(output)![1]!
    expect((await asking(key)).status).toBe(200)
    const { body } = await city.get('/v1/keys?limit=1', 'admin')
    expect(body.items[0]).toMatchObject({ name: 'dispatch-west', validUntil: '2027-01-31', role: 'dispatcher' })
  })

  it('refuses what the interface refuses', async () => {
    expect((await command('issue', 'dispatcher', '--name', 'dispatch-west')).error).toBe('key-name-taken')
    expect((await command('issue', 'dispatcher', '--name', 'old', '--valid-until', '2026-01-01')).error).toBe(
      'day-out-of-range',
    )
    for (const args of [
      ['issue', 'dispatcher'],
      ['issue', 'dispatcher', '--name', 'two words'],
      ['issue', 'firm', '--name', 'firm-x'],
      ['issue', 'admin', '--name', 'admin-x', '--provider', city.providers[0]],
      ['issue', 'admin', '--name', 'admin-x', '--valid-until', '31.12.2027'],
      ['list', 'everything'],
      ['revoke'],
    ])
      expect((await command(...args)).error).toContain('usage: npm run keys -- issue')
  })

  it('lists every key with its state, and no secret', async () => {
    await command('revoke', 'dispatch-west')
    const { output } = await command('list')
    const lines = output.split('\n').map(line => line.split('\t'))
    const stateOf = (name: string) => lines.filter(([found]) => found === name).map(([, , state]) => state)
    expect(stateOf('dispatch-west')).toEqual(['已吊销 revoked'])
    expect(stateOf('dispatch-connected')).toEqual(['已到期 expired'])
    expect(stateOf('dispatch-later')).toEqual(['可用 works'])
    expect(lines.length - 1).toBe((await city.get('/v1/keys?limit=200', 'admin')).body.items.length)
    expect(output).not.toMatch(/xq_|[0-9a-f]{64}/)
  })

  it('revokes a key by its name or its id, at once', async () => {
    const { body } = await issue({ name: 'dispatch-lost' })
    expect((await command('revoke', 'dispatch-lost')).status).toBe(0)
    expect((await asking(body.key)).status).toBe(401)
    expect((await command('revoke', 'dispatch-lost')).error).toBe('key-not-found')
    expect((await command('revoke', body.id)).error).toBe('key-already-revoked')
  })
})

describe('a ledger that is older than names', () => {
  it('replays its labels as names of keys without an end', async () => {
    const id = city.service.ledger.newId()
    const payload = { id, role: 'dispatcher', provider: null, label: '首次启动 first start', mac: '0'.repeat(64) }
    await city.service.ledger.write('test', tx => tx.append({ type: 'key.issued', subject: id, payload }))
    const { body } = await city.get('/v1/keys?limit=1', 'admin')
    expect(body.items[0]).toMatchObject({ id, name: '首次启动 first start', validUntil: null })
    expect(await city.differences()).toEqual([])
  })
})

describe('whoever asks who they are', () => {
  it('is told role, provider, key and quota, and never the key itself', async () => {
    const firm = await city.get('/v1/me', 'firm')
    expect(firm.body).toMatchObject({ role: 'firm', provider: city.providers[0], key: { validUntil: null } })
    expect(firm.text).not.toContain(city.keys.firm)
    expect(firm.body.unitsPerMinute).toBeGreaterThan(0)
    const nobody = await city.get('/v1/me')
    expect(nobody.body).toMatchObject({ role: 'public', provider: null, key: null })
    expect((await city.get('/v1/me').set('Authorization', 'Bearer xq_wrong')).status).toBe(401)
  })
})
