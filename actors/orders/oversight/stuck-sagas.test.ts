import { expect, test } from 'vitest'
import { approveReturn, readReturn, receiveReturn, requestReturn, shipOrder } from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { restockStock } from '#subjects/inventory.ts'
import { cancelOrder, readCancellation, readOrder } from '#subjects/orders.ts'
import * as subject from '#subjects/oversight.ts'
import { refundPayment } from '#subjects/payments.ts'
import { notFound, problem, unavailable } from '#subjects/problem.ts'
import { quoteLines } from '#subjects/products.ts'
import type { InputOf, RequestSubject } from '#subjects/subject.ts'
import { inventory } from '../../inventory/actor.ts'
import { payments } from '../../payments/actor.ts'
import { products } from '../../products/actor.ts'
import { waysOn } from '../../saga-resolution.ts'
import { around, openShop, type OnTheWay, type Shop } from '../../shop.ts'
import { outcomeOf, staff } from '../../world.ts'
import { ask, lookAt, receive, sent, typesOf, wanting } from '../fulfilment/test-exchange.ts'
import { calledOff } from './resolve-order.ts'

const key = () => ({ idempotencyKey: newId('key') })
const why = (shop: Shop, orderId: string) => shop.world.as(staff).request(subject.explainOrder, { orderId })

async function resolve(shop: Shop, input: InputOf<typeof subject.resolveOrder>) {
  const ifVersion = [(await why(shop, input.orderId)).version]
  return shop.world.as(staff).request(subject.resolveOrder, input, { ...key(), ifVersion })
}

const broken = problem('broken', 409, 'This is refused until somebody has mended it')

/** A shop in which this is refused until it is mended, and somebody's paid order of two mugs. */
async function brokenShop({ name }: RequestSubject) {
  let isBroken = true
  const refuse: OnTheWay = (moment) => {
    if (moment === 'before' && isBroken) throw broken()
  }
  const actors = { inventory: around(inventory, [name], refuse), payments: around(payments, [name], refuse) }
  const shop = await openShop(actors)
  const ada = await shop.customerWith({ MUG: 2 })
  const { id: orderId } = await shop.place(ada)
  await shop.rest()
  return { shop, ada, orderId, mend: () => (isBroken = false) }
}

/** Waits until the order needs somebody, and says what for. */
async function stuck(shop: Shop, orderId: string) {
  await expect.poll(async () => (await why(shop, orderId)).cause, { timeout: 10_000 }).toBe('operator')
  shop.world.bugs.length = 0
  return why(shop, orderId)
}

const allowed = ({ actions }: Awaited<ReturnType<typeof why>>) =>
  actions.flatMap(({ action, allowed }) => (allowed ? [action] : []))

test('a cancellation that was refused its shelf says so, and goes on when somebody has it tried again', async () => {
  const { shop, ada, orderId, mend } = await brokenShop(restockStock)
  await using _ = shop
  await shop.world.as(ada).request(cancelOrder, { orderId }, key())
  const told = await stuck(shop, orderId)
  expect(told).toMatchObject({ status: 'cancelled', saga: { name: 'cancellation' }, step: 'return stock' })
  expect(allowed(told)).toEqual(['retry', 'skip'])
  mend()
  await resolve(shop, { orderId, sagaId: told.saga.id, action: 'retry' })
  await shop.rest()
  expect(await shop.world.as(ada).request(readCancellation, { orderId })).toMatchObject({ status: 'done' })
  expect(await why(shop, orderId)).toMatchObject({ cause: 'over', saga: { name: 'checkout', id: orderId } })
  expect(await shop.offenders()).toEqual([])
})

test('a return whose money was given back by hand is done as soon as somebody vouches for it', async () => {
  const { shop, ada, orderId } = await brokenShop(refundPayment)
  await using _ = shop
  const [desk, lines] = [shop.world.as(staff), [{ sku: 'MUG', quantity: 1 }]]
  await desk.request(shipOrder, { orderId, lines, carrier: 'DHL' }, key())
  const { id: returnId } = await shop.world.as(ada).request(requestReturn, { orderId, lines, reason: 'chipped' }, key())
  await desk.request(approveReturn, { returnId })
  await desk.request(receiveReturn, { returnId, lines: [{ sku: 'MUG', restocked: 1, writtenOff: 0 }] }, key())
  const told = await stuck(shop, orderId)
  expect(told).toMatchObject({ saga: { name: 'return', id: returnId }, step: 'refund' })
  expect(await outcomeOf(resolve(shop, { orderId, sagaId: returnId, action: 'compensate' }))).toSatisfy(
    subject.resolutionImpossible.matches,
  )
  await resolve(shop, { orderId, sagaId: returnId, action: 'skip' })
  await shop.rest()
  const { refund, status } = await desk.request(readReturn, { returnId })
  expect(status).toBe('done')
  expect(await desk.request(readOrder, { orderId })).toMatchObject({ refunded: refund })
})

test('an exchange that is skipped because it never gets through is told as one that there will not be', async () => {
  let isAway = false
  const away: OnTheWay = () => {
    if (isAway) throw unavailable()
  }
  await using shop = await openShop({ products: around(products, [quoteLines.name], away) })
  const { ada, order } = await sent(shop)
  const { id: sagaId } = await ask(shop, ada, order.id, wanting({ MUG: 3 }))
  isAway = true
  await receive(shop, sagaId)
  await expect.poll(async () => (await why(shop, order.id)).attempts, { timeout: 10_000 }).toBeGreaterThan(2)
  await resolve(shop, { orderId: order.id, sagaId, action: 'skip' })
  await shop.rest()
  expect(await lookAt(shop, sagaId)).toMatchObject({ status: 'done', exchangeProblem: { code: 'exchange-abandoned' } })
  expect((await typesOf(shop, order.id)).at(-1)).toBe('order.exchange_failed')
})

test("what is carried out for one order is resolved under no other's name", async () => {
  const { shop, ada, orderId } = await brokenShop(restockStock)
  await using _ = shop
  const other = await shop.place(await shop.customerWith({ MUG: 1 }))
  await shop.world.as(ada).request(cancelOrder, { orderId }, key())
  const { saga } = await stuck(shop, orderId)
  for (const sagaId of [saga.id, orderId, newId('ret')])
    expect(await outcomeOf(resolve(shop, { orderId: other.id, sagaId, action: 'retry' }))).toSatisfy(notFound.matches)
})

test('nobody vouches for what is written here', () => {
  const saga = {
    steps: [
      { name: 'refund', run: async () => null },
      { name: 'end return', write: async () => {} },
    ],
  }
  const at = (step: string) => ({ id: 'ret_1', version: 1, state: 'needs_attention' as const, step, problem: null })
  expect(waysOn(saga, at('end return'), calledOff)).toEqual({ retry: { state: 'running', step: 'end return' } })
  expect(waysOn(saga, at('refund'), calledOff).skip).toEqual({ state: 'running', step: 'end return' })
})
