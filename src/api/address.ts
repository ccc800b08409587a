import type { Socket } from 'node:net'

/** IPv6 hands every subscriber a network of 2^64 addresses: its first four groups count as one. */
const NETWORK_GROUPS = 4
const GROUPS = 8

/** The sender of a connection for quotas and limits: an IPv4 address, or an IPv6 network of /64. */
export function addressOf({ remoteAddress = '' }: Pick<Socket, 'remoteAddress'>): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(remoteAddress)
  if (mapped) return mapped[1]!
  if (!remoteAddress.includes(':')) return remoteAddress
  const [head = '', tail] = remoteAddress.split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':') : []
  while (tail !== undefined && groups.length + rest.length < GROUPS) groups.push('0')
  return `${[...groups, ...rest].slice(0, NETWORK_GROUPS).join(':')}::/64`
}
