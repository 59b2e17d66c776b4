import { actorNames, events, requests } from '#subjects/contracts.ts'
import type { Identity, Said } from '#subjects/permissions.ts'
import { subscriptionsOf } from '#subjects/bus/names.ts'
import { CannotStart } from '../run.ts'

/** Everything that the contracts say can be said. */
export const contracted: Said = { requests, events, subscriptions: subscriptionsOf(events) }

const roles: readonly string[] = [...actorNames, 'edge', 'tools', 'observer', 'provisioner']

/** Who connects to the broker: every role by itself, and `actors`, the process that hosts all actors. */
export const identities: readonly Identity[] = [
  ...roles.map((name) => ({ name, roles: [name] })),
  { name: 'actors', roles: actorNames },
]

/** Not somebody who connects: the seed that the servers of a cluster make the password of their routes from. */
export const routesSeed = 'routes'

/** Reads `shop=orders,payments`: a process of that name that hosts those actors. */
export function readIdentity(text: string): Identity {
  const [, name = '', list = ''] = /^([a-z][a-z0-9-]{0,30})=([a-z,-]+)$/.exec(text) ?? []
  const chosen = list.split(',')
  if (!name || name === routesSeed || identities.some((known) => known.name === name))
    throw new CannotStart(`${text} is not a new name and its actors, such as shop=orders,payments`)
  const unknown = chosen.filter((role) => !roles.includes(role))
  if (unknown.length > 0) throw new CannotStart(`There is no ${unknown.join(', ')}; there are ${roles.join(', ')}`)
  return { name, roles: chosen }
}
