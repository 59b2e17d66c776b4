import { randomUUID } from 'node:crypto'
import { systemCaller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { extendHold, releaseStock, reserveStock } from '#subjects/inventory.ts'
import { ask, eventually, newCustomer, newProduct, type Scene, type Stage } from './stage.ts'

const receive = (stage: Stage, sku: string, quantity: number) =>
  ask(stage, `POST /inventory/${sku}/receipts`, { ...stage.staff, key: randomUUID(), body: { quantity } })

/** What becomes of goods. */
export const scenesOfGoods: readonly Scene[] = [
  {
    name: 'a product comes, changes and goes',
    leadsTo: ['product.created', 'product.updated', 'product.archived'],
    play: async (stage) => {
      const { productId } = await newProduct(stage)
      const staff = { ...stage.staff, headers: { 'if-match': '*' } }
      await ask(stage, `PATCH /products/${productId}`, { ...staff, body: { name: 'Blunt point' } })
      await ask(stage, `DELETE /products/${productId}`, staff)
    },
  },
  {
    name: 'something runs low',
    leadsTo: ['inventory.low_stock'],
    play: async (stage) => {
      const { sku } = await newProduct(stage)
      await receive(stage, sku, 10)
      const staff = { ...stage.staff, headers: { 'if-match': '*' } }
      await ask(stage, `PATCH /inventory/${sku}`, { ...staff, body: { threshold: 5 } })
      const body = { delta: -7, note: 'Fell off the shelf' }
      await ask(stage, `POST /inventory/${sku}/adjustments`, { ...stage.staff, key: randomUUID(), body })
    },
  },
  {
    name: 'somebody waits for something, and it comes',
    leadsTo: ['inventory.back_in_stock'],
    play: async (stage) => {
      const [{ sku }, { token }] = [await newProduct(stage), await newCustomer(stage)]
      await ask(stage, `PUT /inventory/${sku}/subscription`, { token, body: {} })
      await receive(stage, sku, 10)
      await stage.replace('inventory')
    },
  },
  {
    name: 'a place for goods is opened, renamed and closed',
    leadsTo: ['req.inventory.create-location', 'req.inventory.update-location', 'req.inventory.delete-location'],
    play: async (stage) => {
      const body = { code: randomUUID().slice(0, 8).toUpperCase(), name: 'The shop in Ghent', priority: 9 }
      const { id } = await ask<{ id: string }>(stage, 'POST /locations', { ...stage.staff, key: randomUUID(), body })
      const staff = { ...stage.staff, headers: { 'if-match': '*' } }
      await ask(stage, `PATCH /locations/${id}`, { ...staff, body: { name: 'The shop in Bruges' } })
      await ask(stage, `DELETE /locations/${id}`, staff)
    },
  },
  {
    name: 'somebody waits for something no more',
    leadsTo: ['req.inventory.unsubscribe'],
    play: async (stage) => {
      const [{ sku }, { token }] = [await newProduct(stage), await newCustomer(stage)]
      await ask(stage, `PUT /inventory/${sku}/subscription`, { token, body: {} })
      await ask(stage, `DELETE /inventory/${sku}/subscription`, { token })
    },
  },
  {
    name: 'something is held for longer',
    leadsTo: ['req.inventory.extend'],
    play: async ({ tools, sku }) => {
      const orderId = newId('ord')
      const asker = tools.as(systemCaller('tools'))
      await eventually(() => asker.request(reserveStock, { orderId, lines: [{ sku, quantity: 1 }], holdSeconds: 60 }))
      const until = new Date(Date.now() + 120_000).toISOString()
      await eventually(() => asker.request(extendHold, { orderId, until }))
      await eventually(async () => (await asker.request(releaseStock, { orderId })) ?? orderId)
    },
  },
  {
    name: 'something is held for too long',
    leadsTo: ['inventory.reservation_expired'],
    play: async ({ tools, sku, databases }) => {
      const orderId = newId('ord')
      const asker = tools.as(systemCaller('tools'))
      const wanted = { orderId, lines: [{ sku, quantity: 1 }], holdSeconds: 5 }
      await eventually(() => asker.request(reserveStock, wanted))
      await eventually(async () => {
        const [held] =
          await databases.inventory`select from order_holds where order_id = ${orderId} and status = 'held'`
        return held === undefined ? orderId : undefined
      })
    },
  },
]
