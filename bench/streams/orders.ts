import type { JWK } from 'jose'
import { type Bus, connectBus } from '#subjects/bus.ts'
import { events } from '#subjects/contracts.ts'
import { newId } from '#subjects/id.ts'
import { followOrder, orderConfirmed } from '#subjects/orders.ts'
import { readKeys } from '#subjects/users.ts'

/** Orders to which something happens when the bench says so, in the place of the actor that has them. */
export type Orders = AsyncDisposable & { readonly happen: (orderId: string) => Promise<void> }

export async function openOrders(url: string, key: string): Promise<Orders> {
  const bus: Bus = await connectBus({ url, name: 'bench-actor' })
  const lengths = new Map<string, number>()
  const lengthOf = (orderId: string) => lengths.get(orderId) ?? 1
  const entry = (seq: number) => ({
    seq,
    type: orderConfirmed.name,
    status: 'confirmed' as const,
    at: '2026-01-01T00:00:00.000Z',
  })
  const serve = (name: string, subject: Parameters<Bus['serve']>[0]['endpoints'][number]) =>
    bus.serve({ name, version: '0.1.0', endpoints: [subject], maxInFlight: 2_048, onBug: console.error })
  await serve('users', { subject: readKeys, answer: async () => ({ keys: [JSON.parse(key) as JWK] }) })
  await serve('orders', {
    subject: followOrder,
    answer: async (input) => {
      const { orderId, after = 0 } = input as { orderId: string; after?: number }
      const length = Math.max(0, lengthOf(orderId) - after)
      return { items: Array.from({ length }, (_, index) => entry(after + index + 1)), state: 'open' }
    },
  })
  await bus.provisioner.ensureStreams(events)
  return {
    happen: async (orderId) => {
      const version = lengthOf(orderId) + 1
      lengths.set(orderId, version)
      await bus.publish({
        id: newId('evt'),
        subject: orderConfirmed.name,
        source: 'orders',
        time: '2026-01-01T00:00:00.000Z',
        aggregateId: orderId,
        aggregateVersion: version,
        headers: {},
        body: JSON.stringify({ orderId }),
      })
    },
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}
