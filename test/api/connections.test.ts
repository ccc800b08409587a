import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { CONNECTION_LIMITS, Connections } from '../../src/api/connections.ts'

const LIMITS = { ...CONNECTION_LIMITS, strangers: 40, ofAddress: 30 }

/** A connection from an address, as the server sees it. */
function connected(connections: Connections, address: string): Socket {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: address })
  connections.begin(socket)
  connections.end(socket)
  return socket
}

describe('connections without a key', () => {
  it('from a few addresses that open one after another cost other addresses none of theirs', () => {
    const connections = new Connections(LIMITS)
    const office = Array.from({ length: 5 }, () => connected(connections, '10.0.0.1'))
    for (let i = 0; i < 1_000; i++) connected(connections, `10.0.1.${i % 4}`)
    expect(office.filter(socket => socket.destroyed)).toEqual([])
    expect(connections.strangers).toBe(40)
  })

  it('from very many addresses push out the oldest of all, so a new one is always taken', () => {
    const connections = new Connections(LIMITS)
    const all = Array.from({ length: 100 }, (_, i) => connected(connections, `10.0.1.${i}`))
    expect(all.findIndex(socket => !socket.destroyed)).toBe(60)
    expect(connections.strangers).toBe(40)
  })

  it('of one address push out its own oldest', () => {
    const connections = new Connections(LIMITS)
    const all = Array.from({ length: 35 }, () => connected(connections, '10.0.1.1'))
    expect(all.findIndex(socket => !socket.destroyed)).toBe(5)
  })

  it('are bounded no longer once a good key has come over them', () => {
    const connections = new Connections(LIMITS)
    const keyed = connected(connections, '10.0.1.1')
    connections.identified(keyed)
    for (let i = 0; i < 100; i++) connected(connections, '10.0.1.1')
    expect(keyed.destroyed).toBe(false)
  })
})
