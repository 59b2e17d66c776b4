import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { stockMovements } from '#db/inventory/schema.ts'
import { parkingLot, sagas } from '#db/messages.ts'
import { documents, orders as orderRows } from '#db/orders/schema.ts'
import { approveReturn, receiveReturn, requestReturn, shipOrder } from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { reservationLost, reserveStock, secureStock } from '#subjects/inventory.ts'
import { cancelOrder, type placeOrder } from '#subjects/orders.ts'
import { Problem } from '#subjects/problem.ts'
import type { OutputOf } from '#subjects/subject.ts'
import type { Actor } from './actor.ts'
import { around, type Shop } from './shop.ts'
import { insist } from './test-network.ts'
import { staff } from './world.ts'

/** What takes an order of a single piece through its sagas, and how that ends. */
export const lives = {
  bought: 'confirmed',
  authenticated: 'confirmed',
  /** Its stock is lost before the money is taken, in a shop that loses tents. */
  lost: 'rejected',
  calledOff: 'cancelled',
  sentBack: 'returned',
} as const
export type Life = keyof typeof lives

/** The life in which a saga comes to a point of its table. */
export function lifeThrough(point: string): Life {
  if (point.startsWith('cancellation: ')) return 'calledOff'
  if (point.startsWith('return: ')) return 'sentBack'
  if (point === 'checkout: writing its wait') return 'authenticated'
  return / undoing |writing its failure/.test(point) ? 'lost' : 'bought'
}

/** A card whose bank wants to hear from the customer. */
export const authenticationRequired = 'pm_card_authenticationRequired'

/** What somebody asks for, under a key of its own: asked again, it is the same command. */
export type Command = () => Promise<unknown>

/** Makes ready for these lives, and answers how to begin one of them: orders are there to be called off, and some are sent. */
export async function openLives(shop: Shop, planned: readonly Life[]): Promise<(life: Life) => Promise<Command>> {
  const desk = shop.world.as(staff)
  const sold = (life: Life) => Promise.all(planned.filter((each) => each === life).map(() => sell(shop)))
  const [toCancel, toReturn] = await Promise.all([sold('calledOff'), sold('sentBack')])
  await shop.rest()
  const onTheirWay = await Promise.all(toReturn.map((order) => sendBack(shop, order)))
  const buy = async (sku: string, paymentMethod: string) => {
    const [who, key] = [await shop.customerWith({ [sku]: 1 }), newId('key')]
    return () => shop.place(who, { key, paymentMethod })
  }
  const begin: Record<Life, () => Promise<Command>> = {
    bought: () => buy('MUG', 'pm_card_visa'),
    authenticated: () => buy('MUG', authenticationRequired),
    lost: () => buy('TENT', 'pm_card_visa'),
    calledOff: async () => {
      const [{ who, orderId }, key] = [must(toCancel.pop()), named()]
      return () => shop.world.as(who).request(cancelOrder, { orderId }, key)
    },
    sentBack: async () => {
      const [returnId, key] = [must(onTheirWay.pop()), named()]
      const received = [{ sku: 'MUG', restocked: 1, writtenOff: 0 }]
      return () => desk.request(receiveReturn, { returnId, lines: received }, key)
    },
  }
  return (life) => begin[life]()
}

const lines = [{ sku: 'MUG', quantity: 1 }]
const named = () => ({ idempotencyKey: newId('key') })

async function sell(shop: Shop) {
  const who = await shop.customerWith({ MUG: 1 })
  return { who, orderId: (await shop.place(who)).id }
}

/** Sends an order, and approves that it comes back. */
async function sendBack({ world }: Shop, { who, orderId }: Awaited<ReturnType<typeof sell>>): Promise<string> {
  const [sent, asked] = [named(), named()]
  const desk = world.as(staff)
  await done(() => desk.request(shipOrder, { orderId, lines, carrier: 'DHL' }, sent))
  const { id: returnId } = await done(() =>
    world.as(who).request(requestReturn, { orderId, lines, reason: 'chipped' }, asked),
  )
  await done(() => desk.request(approveReturn, { returnId }))
  return returnId
}

async function done<T>(ask: () => Promise<T>): Promise<T> {
  const answer = await insist(ask)
  if (answer instanceof Problem) throw answer
  return answer
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There are no more of these orders')
  return value
}

/** An inventory in which tents are reserved, and lost when they should be made safe. */
export function losingTents(inventory: Actor): Actor {
  const tents = new Set<string>()
  return around(inventory, [reserveStock.name, secureStock.name], (moment, name, input) => {
    if (moment === 'after') return
    const { orderId, lines = [] } = input as { orderId: string; lines?: { sku: string }[] }
    if (name === reserveStock.name && lines.some(({ sku }) => sku === 'TENT')) tents.add(orderId)
    if (name === secureStock.name && tents.has(orderId)) throw reservationLost()
  })
}

/** Asks until it is decided, as a customer with all the time in the world, who also authenticates the payment. */
export async function insistToTheEnd(shop: Shop, command: Command): Promise<void> {
  for (;;) {
    const answer = (await insist(command)) as OutputOf<typeof placeOrder>
    if (answer.nextAction) return shop.authenticate(answer, 'succeed')
    if (answer.status !== 'pending') return
  }
}

/** Not until every event has been heard: those that a dead process had in hand come again after half a minute. */
export async function allEnded({ world }: Shop): Promise<void> {
  const underway = sql`state in ('running', 'waiting', 'undoing')`
  await expect.poll(() => world.db('orders').$count(sagas, underway), { timeout: 30_000 }).toBe(0)
}

/** How often money is taken for an order that ends like this, and given back. */
const moneyMoves = { confirmed: [1, 0], cancelled: [1, 1], returned: [1, 1], rejected: [0, 0] }

type End = keyof typeof moneyMoves

/** Every order has ended as it should, and every book says once what was done for it. */
export async function expectEnds(shop: Shop, lived: readonly Life[]): Promise<void> {
  const [db, stock] = [shop.world.db('orders'), shop.world.db('inventory')]
  expect(await db.select().from(sagas).where(sql`state not in ('done', 'undone')`)).toEqual([])
  expect(await db.$count(parkingLot)).toBe(0)
  const ends = lived.map((life): End => lives[life])
  const rows = await db.select({ id: orderRows.id, status: orderRows.status }).from(orderRows)
  expect(rows.map(({ status }): string => status).sort()).toEqual(ends.toSorted())

  const effects = await shop.effects()
  const times = (id: string, wanted: string) =>
    effects.filter(({ kind, metadata }) => kind === wanted && metadata.order_id === id).length
  expect(rows.map(({ id, status }) => [status, times(id, 'captured'), times(id, 'refunded')])).toEqual(
    rows.map(({ status }) => [status, ...moneyMoves[status as End]]),
  )
  const ended = (...some: End[]) => ends.filter((end) => some.includes(end)).length
  const moved = (reason: 'sale' | 'cancellation' | 'return') =>
    stock.$count(stockMovements, eq(stockMovements.reason, reason))
  expect(await moved('sale')).toBe(ended('confirmed', 'cancelled', 'returned'))
  expect(await moved('cancellation')).toBe(ended('cancelled'))
  expect(await moved('return')).toBe(ended('returned'))
  expect(await db.$count(documents, eq(documents.kind, 'credit-note'))).toBe(ended('returned'))
  expect(await shop.offenders()).toEqual([])
}
