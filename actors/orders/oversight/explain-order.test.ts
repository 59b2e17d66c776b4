import { expect, test } from 'vitest'
import { commitStock } from '#subjects/inventory.ts'
import { newId } from '#subjects/id.ts'
import { readOrder, readTimeline } from '#subjects/orders.ts'
import * as subject from '#subjects/oversight.ts'
import { notFound, preconditionFailed, problem } from '#subjects/problem.ts'
import type { Caller } from '#subjects/envelope.ts'
import { inventory } from '../../inventory/actor.ts'
import { around, openShop, type Shop } from '../../shop.ts'
import { staff } from '../../world.ts'

const why = (shop: Shop, orderId: string) => shop.world.as(staff).request(subject.explainOrder, { orderId })

type Action = 'retry' | 'skip' | 'compensate'

async function resolve(shop: Shop, orderId: string, action: Action, given: { key?: string; version?: number } = {}) {
  const { key = newId('key'), version = (await why(shop, orderId)).version } = given
  const options = { idempotencyKey: key, ifVersion: [version] }
  return shop.world.as(staff).request(subject.resolveOrder, { orderId, action }, options)
}

const allowed = ({ actions }: Awaited<ReturnType<typeof why>>) =>
  actions.flatMap(({ action, allowed }) => (allowed ? [action] : []))

const read = (shop: Shop, who: Caller, orderId: string) => shop.world.as(who).request(readOrder, { orderId })

test('an order that waits for its customer says so, until when, and can be ended', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ TENT: 10 })
  const { id } = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  const told = await why(shop, id)
  expect(told).toMatchObject({
    cause: 'customer',
    status: 'awaiting_payment',
    state: 'waiting',
    step: 'authorize payment',
    attempts: 0,
    service: { service: 'payments', request: 'req.payments.authorize', instances: 1 },
  })
  expect(Date.parse(told.waitsUntil ?? '')).toBeGreaterThan(Date.now())
  expect(Date.parse(told.nextAt ?? '')).toBeGreaterThan(Date.now())
  expect(allowed(told)).toEqual(['retry', 'compensate'])

  await resolve(shop, id, 'compensate')
  await shop.rest()
  expect(await read(shop, ada, id)).toMatchObject({ status: 'rejected', problem: { code: 'checkout-abandoned' } })
  expect(await shop.books(id)).toMatchObject({ captured: 0, held: 0 })
  expect((await shop.place(await shop.customerWith({ TENT: 10 }))).status).toBe('confirmed')
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
  expect(await why(shop, id)).toMatchObject({ cause: 'over', state: 'undone' })
})

test('an inventory that is not there is the cause, and its return the end of the wait', async () => {
  await using shop = await openShop({ inventory: { ...inventory, operations: [] } })
  const ada = await shop.customerWith({ MUG: 1 })
  const { id } = await shop.place(ada, { waitMs: 500 })
  await expect.poll(async () => (await why(shop, id)).attempts, { timeout: 10_000 }).toBeGreaterThan(0)
  const told = await why(shop, id)
  expect(told).toMatchObject({
    cause: 'service-absent',
    state: 'running',
    step: 'reserve stock',
    service: { service: 'inventory', request: 'req.inventory.reserve', instances: 0 },
    lastError: expect.stringContaining('Problem'),
  })
  expect(told.nextAt).toBeDefined()
  await shop.world.start(inventory)
  await resolve(shop, id, 'retry', { version: (await why(shop, id)).version }).catch(() => {})
  await shop.rest()
  expect((await read(shop, ada, id)).status).toBe('confirmed')
  expect(await shop.offenders()).toEqual([])
  shop.world.bugs.length = 0
})

test('a payment provider that does not answer is told as a service that fails', async () => {
  await using shop = await openShop()
  await shop.fault({ do: '500_before', times: 3, match: { method: 'POST', path: '/v1/payment_intents' } })
  const ada = await shop.customerWith({ MUG: 1 })
  const { id } = await shop.place(ada, { waitMs: 500 })
  await expect.poll(async () => (await why(shop, id)).cause, { timeout: 20_000 }).toBe('service-failing')
  const told = await why(shop, id)
  expect(told).toMatchObject({ step: 'authorize payment', service: { service: 'payments', instances: 1 } })
  expect(allowed(told)).toEqual(['retry', 'compensate'])
  await shop.rest()
  expect((await read(shop, ada, id)).status).toBe('confirmed')
  expect(await shop.offenders()).toEqual([])
  shop.world.bugs.length = 0
})

const broken = problem('broken', 409, 'The shelf is broken')

/** A shop whose inventory refuses to take anything off the shelf until it is mended. */
async function brokenShop() {
  let isBroken = true
  const refusing = around(inventory, [commitStock.name], (moment) => {
    if (moment === 'before' && isBroken) throw broken()
  })
  const shop = await openShop({ inventory: refusing })
  const ada = await shop.customerWith({ MUG: 1 })
  const { id } = await shop.place(ada)
  await expect.poll(async () => (await why(shop, id)).state).toBe('needs_attention')
  shop.world.bugs.length = 0
  return { shop, ada, id, mend: () => (isBroken = false) }
}

test('what was refused past the point of no return waits for an operator, whose retry ends it', async () => {
  const { ada, id, mend, ...opened } = await brokenShop()
  await using shop = opened.shop
  const told = await why(shop, id)
  expect(told).toMatchObject({ cause: 'operator', status: 'confirmed', step: 'commit stock' })
  expect(allowed(told)).toEqual(['retry', 'skip'])
  await expect(resolve(shop, id, 'compensate')).rejects.toSatisfy(subject.resolutionImpossible.matches)
  await expect(resolve(shop, id, 'retry', { version: told.version - 1 })).rejects.toSatisfy(preconditionFailed.matches)

  mend()
  const first = await resolve(shop, id, 'retry', { key: 'once', version: told.version })
  expect(await resolve(shop, id, 'retry', { key: 'once', version: told.version })).toEqual(first)
  await shop.rest()
  expect(await why(shop, id)).toMatchObject({ cause: 'over', state: 'done' })
  expect(await shop.offenders()).toEqual([])

  const { items } = await shop.world.as(staff).request(readTimeline, { orderId: id })
  expect(items.filter(({ type }) => type === 'order.resolved').map(({ actor }) => actor)).toEqual([staff.id])
  const hers = await shop.world.as(ada).request(readTimeline, { orderId: id })
  expect(hers.items.map(({ type }) => type)).toEqual(['order.created', 'order.confirmed'])
})

test('a step that an operator vouches for is taken for done, and the next one follows', async () => {
  const { id, ...opened } = await brokenShop()
  await using shop = opened.shop
  expect(await resolve(shop, id, 'skip')).toMatchObject({ step: 'commit stock', state: 'running' })
  await shop.rest()
  expect(await why(shop, id)).toMatchObject({ state: 'done', step: 'capture payment' })
  expect((await shop.books(id)).captures).toBe(1)
})

test('of an order that does not exist nothing is told, and nothing done', async () => {
  await using shop = await openShop()
  const missing = newId('ord')
  await expect(why(shop, missing)).rejects.toSatisfy(notFound.matches)
  await expect(resolve(shop, missing, 'retry', { version: 1 })).rejects.toSatisfy(notFound.matches)
})
