import { randomUUID } from 'node:crypto'
import { byItself } from '../points.ts'
import { ask, bought, newCustomer, newGuest, order, type Scene } from './stage.ts'

/** Who comes, and how they are known. */
export const scenesOfPeople: readonly Scene[] = [
  {
    name: 'a guest orders',
    leadsTo: ['req.orders.read-guest-contacts'],
    play: async (stage) => {
      const guest = await newGuest(stage)
      await order(stage, guest, { email: `${randomUUID()}@example.com`, until: ['confirmed'] })
    },
  },
  {
    name: 'a guest turns out to have an account',
    leadsTo: ['req.orders.merge-cart'],
    play: async (stage) => newCustomer(stage, await newGuest(stage)),
  },
  {
    name: 'a cart is forgotten',
    leadsTo: ['cart.abandoned'],
    play: async (stage) => {
      const { id, token } = await newCustomer(stage)
      await ask(stage, `PUT /cart/lines/${stage.sku}`, { token, body: { quantity: 1 } })
      await stage.databases.orders`
        update carts set updated_at = updated_at - interval '3 days' where customer_id = ${id}`
      await stage.replace('orders')
    },
  },
  {
    name: 'a program comes with its key',
    leadsTo: ['req.users.verify-api-key'],
    play: async (stage) => {
      const body = { name: 'Scales', scopes: ['inventory:read'] }
      const { secret } = await ask<{ secret: string }>(stage, 'POST /api-keys', {
        ...stage.staff,
        key: randomUUID(),
        body,
      })
      await ask(stage, `GET /inventory/${stage.sku}`, { token: secret })
    },
  },
  {
    name: 'staff look for the orders of somebody, and somebody at all that belongs to theirs',
    leadsTo: ['req.users.find-by-email', 'req.products.read-many', 'req.payments.list-of-orders'],
    play: async (stage) => {
      const { id, who } = await bought(stage)
      await ask(stage, `GET /orders/search?email=${who.email}`, stage.staff)
      await ask(stage, `GET /orders/${id}?expand=payments,lines.product`, { token: who.token })
    },
  },
  {
    name: 'somebody takes out of a cart what was in it',
    leadsTo: ['req.orders.remove-cart-line', 'req.orders.clear-cart'],
    play: async (stage) => {
      const { token } = await newCustomer(stage)
      const line = `/cart/lines/${stage.sku}`
      await ask(stage, `PUT ${line}`, { token, body: { quantity: 1 } })
      await ask(stage, `DELETE ${line}`, { token })
      await ask(stage, `PUT ${line}`, { token, body: { quantity: 1 } })
      await ask(stage, 'DELETE /cart', { token })
    },
  },
  {
    name: 'somebody wants no more mails',
    leadsTo: ['req.notifications.put-preferences', 'req.notifications.unsubscribe'],
    play: async (stage) => {
      const { id, token } = await newCustomer(stage)
      await ask(stage, 'PUT /users/me/notification-preferences', { token, body: { marketing: true } })
      const [reader] = await stage.databases.notifications<{ token: string }[]>`
        select token from preferences where user_id = ${id}`
      await ask(stage, `POST /unsubscribe/${reader?.token}`)
    },
  },
  {
    name: 'a login is long over',
    leadsTo: [`users: ${byItself}`],
    play: async (stage) => {
      const { id } = await newCustomer(stage)
      await stage.databases.users`
        update sessions set revoked_at = clock_timestamp() - interval '3 days' where user_id = ${id}`
      await stage.replace('users')
    },
  },
]
