import { expect, test } from 'vitest'
import { orderHolds, reservations } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import { outOfStock, releaseStock, reservationLost, reserveStock } from '#subjects/inventory.ts'
import { invalidRequest } from '#subjects/problem.ts'
import { startShelves, tally } from './test-shelves.ts'

const orders = (count: number) => Array.from({ length: count }, () => newId('ord'))

test('of 200 orders for 10 units exactly 10 are granted, whichever instance they reach', async () => {
  await using shelves = await startShelves({ MUG: 10 }, 2)
  const outcome = await tally(orders(200).map((id) => shelves.reserve(id, { MUG: 1 })))
  expect(outcome).toEqual({ granted: 10, refused: 190 })
  expect(await shelves.stock('MUG')).toEqual({ onHand: 10, reserved: 10, available: 0 })
  expect(await shelves.db('inventory').$count(orderHolds)).toBe(10)
})

test('an order gets all of its lines or none', async () => {
  await using shelves = await startShelves({ MUG: 10, CUP: 1 })
  await expect(shelves.reserve(newId('ord'), { MUG: 1, CUP: 2 })).rejects.toSatisfy(outOfStock.matches)
  expect(await shelves.stock('MUG')).toMatchObject({ reserved: 0 })
  expect(await shelves.db('inventory').$count(reservations)).toBe(0)
  await shelves.reserve(newId('ord'), { MUG: 1, CUP: 1 })
  expect(await shelves.stock('MUG')).toMatchObject({ reserved: 1 })
  expect(await shelves.stock('CUP')).toMatchObject({ reserved: 1 })
})

test('lines for one SKU count together', async () => {
  await using shelves = await startShelves({ MUG: 10 })
  const twice = (quantity: number) =>
    shelves.tools.request(reserveStock, {
      orderId: newId('ord'),
      lines: [
        { sku: 'MUG', quantity },
        { sku: 'MUG', quantity },
      ],
      holdSeconds: 60,
    })
  await expect(twice(6)).rejects.toMatchObject({
    body: {
      shortages: [{ sku: 'MUG', requested: 12, available: 10 }],
      errors: [{ pointer: '/lines/0/quantity' }, { pointer: '/lines/1/quantity' }],
    },
  })
  await twice(5)
  expect(await shelves.stock('MUG')).toMatchObject({ reserved: 10 })
})

test('a refusal says what is missing, and where the order asks for it', async () => {
  await using shelves = await startShelves({ MUG: 10, CUP: 1 })
  await expect(shelves.reserve(newId('ord'), { MUG: 1, CUP: 2, GHOST: 3 })).rejects.toMatchObject({
    body: {
      code: 'out-of-stock',
      shortages: [
        { sku: 'CUP', requested: 2, available: 1 },
        { sku: 'GHOST', requested: 3, available: 0 },
      ],
      errors: [
        { pointer: '/lines/1/quantity', code: 'out-of-stock' },
        { pointer: '/lines/2/quantity', code: 'out-of-stock' },
      ],
    },
  })
})

test('asking again finds the same grant, at once, later, and when nothing is left', async () => {
  await using shelves = await startShelves({ MUG: 1 }, 2)
  const id = newId('ord')
  const ends = await Promise.all(Array.from({ length: 20 }, () => shelves.reserve(id, { MUG: 1 })))
  expect(new Set(ends).size).toBe(1)
  expect(await shelves.reserve(id, { MUG: 1 })).toBe(ends[0])
  await expect(shelves.reserve(newId('ord'), { MUG: 1 })).rejects.toSatisfy(outOfStock.matches)
  expect(await shelves.stock('MUG')).toMatchObject({ reserved: 1 })
})

test('an order that was refused may ask again when there is more', async () => {
  await using shelves = await startShelves({ MUG: 1 })
  const id = newId('ord')
  await expect(shelves.reserve(id, { MUG: 2 })).rejects.toSatisfy(outOfStock.matches)
  await shelves.adjust('MUG', 1)
  await shelves.reserve(id, { MUG: 2 })
})

test('what was released stays released: a reservation that comes late takes nothing', async () => {
  await using shelves = await startShelves({ MUG: 5 })
  const id = newId('ord')
  await shelves.tools.request(releaseStock, { orderId: id })
  await expect(shelves.reserve(id, { MUG: 1 })).rejects.toSatisfy(reservationLost.matches)
  expect(await shelves.stock('MUG')).toMatchObject({ reserved: 0 })
})

test('a reservation and its release at once leave nothing reserved', async () => {
  await using shelves = await startShelves({ MUG: 100 }, 2)
  const ids = orders(60)
  await Promise.all(
    ids.flatMap((id) => [
      shelves.reserve(id, { MUG: 1 }).catch((error: unknown) => expect(error).toSatisfy(reservationLost.matches)),
      shelves.tools.request(releaseStock, { orderId: id }),
    ]),
  )
  expect(await shelves.stock('MUG')).toEqual({ onHand: 100, reserved: 0, available: 100 })
})

test('orders that want the same SKUs in opposite order neither block each other nor oversell', async () => {
  await using shelves = await startShelves({ AA: 40, BB: 40, CC: 40, DD: 40 }, 2)
  const forth = { AA: 1, BB: 1, CC: 1, DD: 1 }
  const back = { DD: 1, CC: 1, BB: 1, AA: 1 }
  const outcome = await tally(orders(120).map((id, index) => shelves.reserve(id, index % 2 ? forth : back)))
  expect(outcome).toEqual({ granted: 40, refused: 80 })
})

test.each([
  ['nothing', 0],
  ['less than nothing', -1],
  ['a part of one', 1.5],
  ['more than an order may have', 1000],
  ['more than a number holds', 1e300],
])('asking for %s is refused', async (_name, quantity) => {
  await using shelves = await startShelves({ MUG: 5 })
  const refusal = shelves.reserve(newId('ord'), { MUG: quantity })
  await expect(refusal).rejects.toSatisfy(invalidRequest.matches)
  await expect(refusal).rejects.toMatchObject({ body: { errors: [{ pointer: '/lines/0/quantity' }] } })
})

test('10,000 lines are refused, and so is an order without any', async () => {
  await using shelves = await startShelves({ MUG: 5 })
  const ask = (count: number) =>
    shelves.tools.request(reserveStock, {
      orderId: newId('ord'),
      lines: Array.from({ length: count }, () => ({ sku: 'MUG', quantity: 1 })),
      holdSeconds: 60,
    })
  for (const count of [0, 101, 10_000]) await expect(ask(count)).rejects.toSatisfy(invalidRequest.matches)
})
