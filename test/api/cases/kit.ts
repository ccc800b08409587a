import { expect } from 'vitest'
import type { OperationId } from '../../../src/api/operations.ts'
import type { City } from '../../support/city.ts'

export type Answer = { status: number; headers: Record<string, string>; body: Record<string, string> }
/** A documented status, and a call that provokes it. */
export type Case = [status: number, send: () => PromiseLike<unknown>]
export type Cases = { [Id in OperationId]: Case[] }
type WriterRole = 'dispatcher' | 'registrar' | 'regulator' | 'admin'
type Path = () => string | Promise<string>

/** An id that nobody bears. */
export const NOBODY = '018c020f-3400-77f0-a5bc-c6b9b552c767'
export const REASON = { reason: '经核查属实' }

/** Short forms in which the cases of every feature are written; `city` is open when a case runs. */
export function caseKit(city: () => City) {
  const call = (method: 'patch' | 'put' | 'delete', path: string, role: WriterRole) => city().call(method, path, role)
  const own = () => `/v1/providers/${city().providers[0]}`
  /** A firm that no other case has touched. */
  const fresh = async () => `/v1/providers/${await city().register()}`
  return {
    city,
    own,
    fresh,
    read: (path: Path, role?: 'dispatcher' | 'regulator' | 'admin' | 'firm'): Case => [
      200,
      async () => city().get(await path(), role),
    ],
    post: (status: number, role: WriterRole | 'firm', path: Path, body: object): Case => [
      status,
      async () => city().post(await path(), role, body),
    ],
    /** A PATCH or PUT by the registrar. */
    write: (status: number, method: 'patch' | 'put', path: Path, body: object, etag?: string): Case => [
      status,
      async () => {
        const sent = call(method, await path(), 'registrar')
        return (etag ? sent.set('If-Match', etag) : sent).send(body)
      },
    ],
    notModified: (path: Path, role?: 'dispatcher' | 'regulator'): Case => [
      304,
      async () => {
        const where = await path()
        const { etag } = ((await city().get(where, role)) as unknown as Answer).headers
        return city().get(where, role).set('If-None-Match', etag!)
      },
    ],
    /** The same write again, which is one too many. */
    twice: (path: Path, role: WriterRole = 'registrar', body: object = REASON): Case => [
      409,
      async () => {
        const where = await path()
        await city().post(where, role, body)
        return city().post(where, role, body)
      },
    ],
    /** A write to a provider that has left the centre. */
    tooLate: (method: 'patch' | 'put', room: string, body: object): Case => [
      409,
      async () => {
        const provider = await fresh()
        expect((await city().post(`${provider}/withdrawals`, 'registrar', REASON)).status).toBe(201)
        return call(method, provider + room, 'registrar').send(body)
      },
    ],
  }
}

export type Kit = ReturnType<typeof caseKit>
