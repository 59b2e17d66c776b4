import type { DatabaseName } from '#db/databases.ts'
import type { Actor } from './actor.ts'

/** Every actor there is, in the order of their ports: 8001 is the first one's. A process loads those it hosts, and no other. */
const loaders: Readonly<Record<DatabaseName, () => Promise<Actor>>> = {
  users: async () => (await import('./users/actor.ts')).users,
  products: async () => (await import('./products/actor.ts')).products,
  orders: async () => (await import('./orders/actor.ts')).orders,
  payments: async () => (await import('./payments/actor.ts')).payments,
  inventory: async () => (await import('./inventory/actor.ts')).inventory,
  notifications: async () => (await import('./notifications/actor.ts')).notifications,
}

export const actorNames = Object.keys(loaders) as DatabaseName[]

export const loadActors = (names: readonly DatabaseName[] = actorNames): Promise<Actor[]> =>
  Promise.all(names.map((name) => loaders[name]()))
