import { isIP, isIPv4 } from 'node:net'

/**
 * Whose requests are counted together: an IPv4 address, or the 64 bits of an IPv6 address that a household or a machine is
 * given as a whole. `hops` are the addresses a request came through as far as they may be believed, the nearest first; the
 * last of them is the client, and if a proxy passed on something that is none, the one before it has to answer for that.
 */
export function partitionOf(hops: readonly string[]): string {
  for (let hop = hops.length - 1; hop >= 0; hop--) {
    const written = hops[hop] ?? ''
    if (isIPv4(written)) return written
    const address = bareAddress(written)
    const kind = isIP(address)
    if (kind === 4) return address
    if (kind === 6) return networkOf(address)
  }
  return 'unknown'
}

/** Some proxies add a port, and systems the name of the interface. */
function bareAddress(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(text) ?? []
  return (bracketed ?? plain ?? text).replace(/%.*$/, '')
}

function networkOf(address: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? []
  if (mapped) return mapped
  const groups = groupsOf(address)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return [...bytesOf(groups[6]), ...bytesOf(groups[7])].join('.')
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

const bytesOf = (group = 0) => [group >> 8, group & 0xff]

/** The eight numbers of an IPv6 address, whichever way it is written. */
function groupsOf(address: string): number[] {
  const [head = [], tail] = address.split('::').map(numbersOf)
  if (!tail) return head
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail]
}

function numbersOf(groups: string): number[] {
  if (groups === '') return []
  return groups.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}
