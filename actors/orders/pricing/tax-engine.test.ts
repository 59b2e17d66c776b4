import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { quoteCart, readCart } from '#subjects/carts.ts'
import { orders as orderRows } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import { placeOrder } from '#subjects/orders.ts'
import { taxUnavailable } from '#subjects/pricing.ts'
import { createShippingMethod, updateStore } from '#subjects/store.ts'
import { orders } from '../actor.ts'
import { openShop, shippingAddress } from '../../shop.ts'
import { outcomeOf, staff } from '../../world.ts'
import { price } from './price.ts'
import { openTaxEngine } from './tax-engine.ts'
import { basketOf, eur, rulesOf } from './test-basket.ts'

/** An engine that taxes everything alike, until it is told to misbehave. */
async function startEngine() {
  const asked: unknown[] = []
  const engine = { status: 200, rate: 200_000 as unknown, delayMs: 0 }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const question = (await json(request)) as { amounts: { taxClass: string }[] }
    asked.push(question)
    const rates = question.amounts.map(({ taxClass }) => ({ taxClass, ratePpm: engine.rate }))
    await sleep(engine.delayMs)
    response.writeHead(engine.status, { 'content-type': 'application/json' }).end(JSON.stringify({ rates }))
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    engine,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const basket = basketOf([{ quantity: 2 }, { taxClass: 'reduced' }], {
  destination: { country: 'GB', postalCode: 'SW1Y 4JH' },
})

test('an engine is asked what there is of each class and where it goes, and not twice for the same', async () => {
  await using server = await startEngine()
  const { ratesFor } = openTaxEngine(server.url)
  const rates = await ratesFor(basket, rulesOf())
  await Promise.all([ratesFor(basket, rulesOf()), ratesFor({ ...basket, at: new Date(0) }, rulesOf())])
  expect(server.asked).toEqual([
    {
      destination: { country: 'GB', postalCode: 'SW1Y 4JH' },
      currency: 'EUR',
      pricesIncludeTax: true,
      amounts: [
        { taxClass: 'reduced', amount: 1_000 },
        { taxClass: 'standard', amount: 2_000 },
      ],
    },
  ])
  expect(price(basket, rulesOf(), rates)).toMatchObject({ total: eur(3_000), tax: eur(500) })
  await ratesFor(basketOf([{ quantity: 3 }]), rulesOf())
  expect(server.asked).toHaveLength(2)
})

test('what is asked all the time is asked anew all the same, once its answer has been kept for long', async () => {
  await using server = await startEngine()
  const { ratesFor } = openTaxEngine(server.url, { keptMs: 200 })
  const rate = async () => (await ratesFor(basket, rulesOf()))('standard')
  expect(await rate()).toBe(200_000)
  server.engine.rate = 210_000
  await expect.poll(rate, { interval: 20, timeout: 2_000 }).toBe(210_000)
})

test.each([
  ['fails', { status: 500 }],
  ['is too slow', { delayMs: 300 }],
  ['says what cannot be', { rate: -1 }],
  ['says nothing of a class', { rate: undefined }],
])('an engine that %s has no answer, and is asked again', async (_how, trouble) => {
  await using server = await startEngine()
  const { ratesFor } = openTaxEngine(server.url, { timeoutMs: 100 })
  const well = { ...server.engine }
  Object.assign(server.engine, trouble)
  expect(await outcomeOf(ratesFor(basket, rulesOf()))).toSatisfy(taxUnavailable.matches)
  Object.assign(server.engine, well)
  expect((await ratesFor(basket, rulesOf()))('standard')).toBe(200_000)
})

test('an engine that keeps failing is left alone for a while', async () => {
  await using server = await startEngine()
  server.engine.status = 500
  const { ratesFor } = openTaxEngine(server.url, { retryAfterMs: 200 })
  for (let tries = 0; tries < 8; tries += 1) {
    expect(await outcomeOf(ratesFor(basket, rulesOf()))).toSatisfy(taxUnavailable.matches)
  }
  expect(server.asked).toHaveLength(5)
  server.engine.status = 200
  await expect.poll(() => outcomeOf(ratesFor(basket, rulesOf()))).toBeTypeOf('function')
})

test('an order is taxed as the engine says or not made at all, and a cart does not wait for it', async () => {
  await using server = await startEngine()
  await using shop = await openShop({ orders: false })
  await shop.world.start(orders, { env: { ...shop.env, TAX_ENGINE_URL: server.url } })
  const ada = await shop.customerWith({ MUG: 2 })
  expect(server.asked).toEqual([])
  const destination = { country: 'GB', postalCode: shippingAddress.postalCode }
  const quoted = await shop.world.as(ada).request(quoteCart, { destination })
  expect(quoted).toMatchObject({ tax: eur(497), total: eur(2_980) })

  server.engine.status = 503
  const bob = await shop.customerWith({ MUG: 1 })
  const input = { paymentMethod: 'pm_card_visa', shippingAddress }
  const place = () => shop.world.as(bob).request(placeOrder, input, { idempotencyKey: newId('key') })
  expect(await outcomeOf(place())).toSatisfy(taxUnavailable.matches)
  expect(await shop.world.as(bob).request(readCart, {})).toMatchObject({ total: eur(1_490) })
  expect(await shop.world.db('orders').$count(orderRows)).toBe(0)

  // What was quoted is ordered without asking again.
  expect(await shop.place(ada)).toMatchObject({ tax: eur(497) })
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

test('every way to send a cart is quoted with the tax that it would be ordered with', async () => {
  await using server = await startEngine()
  await using shop = await openShop({ orders: false })
  await shop.world.start(orders, { env: { ...shop.env, TAX_ENGINE_URL: server.url } })
  const desk = shop.world.as(staff)
  await desk.request(updateStore, { pricesIncludeTax: false }, { ifVersion: [1] })
  const offer = (name: string, amount: number) => {
    const rates = { by: 'price' as const, currency: 'EUR', tiers: [{ upTo: null, amount }] }
    return desk.request(createShippingMethod, { name, taxClass: 'freight', rates }, { idempotencyKey: newId('key') })
  }
  await offer('Pick-up', 0)
  const express = await offer('Express', 1_000)
  const ada = await shop.customerWith({ MUG: 1 })
  const quote = (shippingMethod?: string) =>
    shop.world.as(ada).request(quoteCart, { destination: { country: 'GB' }, ...(shippingMethod && { shippingMethod }) })
  expect((await quote(express.id)).shipping).toEqual(eur(1_200))
  expect((await quote()).shippingOptions.map(({ amount }) => amount)).toEqual([eur(0), eur(1_200)])
})
