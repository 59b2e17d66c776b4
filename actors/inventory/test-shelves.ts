import { expect } from 'vitest'
import { outOfStock, adjustStock, readStock, reservationLost, reserveStock } from '#subjects/inventory.ts'
import { newId } from '#subjects/id.ts'
import { productCreated } from '#subjects/products.ts'
import type { EventSubject } from '#subjects/subject.ts'
import { staff, startWorld, type World } from '../world.ts'
import { inventory } from './actor.ts'
import { brokenLaws } from '../test-laws.ts'

/** A world with goods on its shelves, to ask for them. */
export type Shelves = World & {
  /** Asks for some of each SKU for an order, and says when the hold ends. */
  reserve(orderId: string, wanted: Readonly<Record<string, number>>, holdSeconds?: number): Promise<string>
  stock(sku: string): Promise<{ onHand: number; reserved: number; available: number }>
  adjust(sku: string, delta: number, key?: string): Promise<unknown>
}

/** Fills shelves with these counts before so many instances of the actor; at its end the laws of stock must hold. */
export async function startShelves(counts: Readonly<Record<string, number>>, instances = 1): Promise<Shelves> {
  await using opening = new AsyncDisposableStack()
  const world = opening.use(await startWorld([inventory]))
  opening.defer(async () => expect(await brokenLaws('inventory', world.db('inventory'))).toEqual({}))
  for (let more = 1; more < instances; more += 1) await world.start(inventory)

  await tell(world, productCreated, { productId: newId('prd'), slug: 'shelf', skus: Object.keys(counts) })
  await world.settle()
  const adjust: Shelves['adjust'] = (sku, delta, idempotencyKey = newId('key')) =>
    world.as(staff).request(adjustStock, { sku, delta }, { idempotencyKey })
  const filled = Object.entries(counts).filter(([, count]) => count > 0)
  await Promise.all(filled.map(([sku, count]) => adjust(sku, count)))

  const opened = opening.move()
  return {
    ...world,
    adjust,
    reserve: async (orderId, wanted, holdSeconds = 60) => {
      const lines = Object.entries(wanted).map(([sku, quantity]) => ({ sku, quantity }))
      return (await world.tools.request(reserveStock, { orderId, lines, holdSeconds })).expiresAt
    },
    stock: async (sku) => {
      const { onHand, reserved, available } = await world.as(staff).request(readStock, { sku })
      return { onHand, reserved, available }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** Lets the world hear of something, as the actor it happened to would. */
export async function tell(world: World, subject: EventSubject, data: unknown, id = newId('evt')): Promise<void> {
  await world.bus.publish({
    id,
    subject: subject.name,
    source: subject.stream,
    time: '2026-01-01T00:00:00.000Z',
    aggregateId: id,
    aggregateVersion: 1,
    headers: { Caller: 'system products products', 'Correlation-Id': 'test' },
    body: JSON.stringify(data),
  })
}

/** How many of these came true, and how many were refused for a reason that may be given; anything else fails the test. */
export async function tally(answers: readonly Promise<unknown>[]): Promise<{ granted: number; refused: number }> {
  const settled = await Promise.allSettled(answers)
  const failures = settled.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
  const unexpected = failures.filter((error) => !outOfStock.matches(error) && !reservationLost.matches(error))
  expect(unexpected).toEqual([])
  return { granted: settled.length - failures.length, refused: failures.length }
}
