import type { AddressInfo } from 'node:net'
import { type ClientOptions, createXinqiaoClient } from '../../clients/typescript/src/index.ts'
import type { City } from '../support/city.ts'

export const addressOf = (city: City) => `http://127.0.0.1:${(city.service.server.address() as AddressInfo).port}`

/** The package's client of a role, over HTTP. */
export function clientOf(city: City, role: keyof City['keys'] | null, options: Partial<ClientOptions> = {}) {
  const key = role === null ? {} : { key: city.keys[role] }
  return createXinqiaoClient({ address: addressOf(city), ...key, ...options })
}
