import { dataOf } from 'tradewind-client'
import { eventually, expect, visit } from './client.ts'
import {
  booksOf,
  euros,
  fillCart,
  follow,
  logIn,
  mailAbout,
  placeOrder,
  register,
  type Step,
  stockOf,
} from './scene.ts'

/** A shopper's whole way, from registering to the mail that confirms the order. */
export const journey: readonly Step[] = [
  {
    name: 'Register',
    run: async (scene) => {
      const { email, password } = scene
      const { data: user, response, error } = await register(scene, email, password)
      expect(user && response.status === 201, 'registering answers 201', error)
      const again = await register(scene, email, password)
      expect(again.error?.code === 'email-taken', 'the same address cannot register twice', again)
      return `account ${user.id}; the same address again is refused`
    },
  },
  {
    name: 'Welcome mail',
    run: async (scene) => `“${(await mailAbout(scene, /welcome/i)).subject}” went through events, the outbox and SMTP`,
  },
  {
    name: 'Log in',
    run: async (scene) => {
      scene.token = await logIn(scene, scene.email, scene.password)
      scene.staffToken = await logIn(scene, scene.urls.staff.email, scene.urls.staff.password)
      const me = await dataOf(visit(scene, scene.token).GET('/users/me'))
      expect(me.email === scene.email, 'the token speaks for the shopper', me)
      const forged = await visit(scene, `${scene.token.slice(0, -4)}AAAA`).GET('/users/me')
      expect(forged.response.status === 401, 'a forged token is refused', forged)
      return 'a signed token that works, and a forged one that does not'
    },
  },
  {
    name: 'Browse',
    run: async (scene) => {
      const api = visit(scene)
      const categories = await dataOf(api.GET('/categories'))
      const query = { limit: 20, sort: 'price' } as const
      const first = await dataOf(api.GET('/products', { params: { query } }))
      expect(first.items.length === 20 && first.next !== null, 'a page has 20 products and a next one', first)
      const second = await dataOf(api.GET('/products', { params: { query: { ...query, cursor: first.next } } }))
      const seen = new Set([...first.items, ...second.items].map(({ id }) => id))
      expect(seen.size === 40, 'two pages show 40 different products')
      return `${categories.items.length} categories, two pages by price, nothing twice`
    },
  },
  {
    name: 'Search',
    run: async (scene) => {
      const api = visit(scene)
      const found = await dataOf(api.GET('/products', { params: { query: { q: 'enamel mug' } } }))
      const isFound = found.items.some(({ slug }) => slug === 'enamel-mug')
      expect(isFound, 'the words find the mug', found)
      const path = { productId: 'enamel-mug' }
      const { data: mug, error, response } = await api.GET('/products/{productId}', { params: { path } })
      expect(mug, 'the mug can be looked at', error)
      const header = { 'If-None-Match': response.headers.get('etag') ?? '' }
      const unchanged = await api.GET('/products/{productId}', { params: { path, header } })
      expect(unchanged.response.status === 304, 'an unchanged product is answered with 304', unchanged)
      return `“${mug.name}” by its words, and 304 for who has it already`
    },
  },
  {
    name: 'Fill the cart',
    run: async (scene) => {
      await fillCart(scene, 'MUG-ENAMEL-NAVY', 2)
      await fillCart(scene, 'MUG-ENAMEL-CREAM', 1)
      await fillCart(scene, 'MUG-ENAMEL-NAVY', 2)
      const cart = await dataOf(visit(scene, scene.token).GET('/cart'))
      const pieces = cart.lines.reduce((sum, { quantity }) => sum + quantity, 0)
      expect(pieces === 3, 'quantities are absolute, so saying one twice changes nothing', cart)
      return `3 pieces for ${euros(cart.total.amount)}; a quantity said twice counts once`
    },
  },
  {
    name: 'Order',
    run: async (scene) => {
      const before = await stockOf(scene, 'MUG-ENAMEL-NAVY')
      const { data: order, response, error } = await placeOrder(scene)
      expect(order?.status === 'confirmed' && response.status === 201, 'the order is confirmed', order ?? error)
      scene.orderId = order.id
      const total = order.total.amount
      await eventually(scene, 'the money is captured, once and exactly', async () => {
        const books = await booksOf(scene, order.id)
        return books.captured === total && books.captures === 1 && books.held === 0 ? books : undefined
      })
      await eventually(scene, 'the stock went down by what was sold', async () => {
        const after = await stockOf(scene, 'MUG-ENAMEL-NAVY')
        return after.onHand === before.onHand - 2 && after.reserved === before.reserved ? after : undefined
      })
      return `${order.number}: ${euros(total)} captured once at the provider, 2 mugs off the shelf`
    },
  },
  {
    name: 'Follow an order',
    run: async (scene) => {
      await fillCart(scene, 'MUG-ENAMEL-NAVY', 1)
      const { data: order, error } = await placeOrder(scene, { prefer: 'respond-async' })
      expect(
        order?.status === 'pending',
        'an order that nobody waits for is answered while it is pending',
        order ?? error,
      )
      const until = 'order.confirmed'
      const heard = await follow(scene, order.id, { until })
      expect(heard.at(-1)?.event === until, 'the confirmation is heard', heard)
      expect(
        heard.length > 1 && heard.every(({ id }, index) => id === index + 1),
        'each event comes once, in order',
        heard,
      )
      const rest = await follow(scene, order.id, { until, lastSeen: 1 })
      expect(
        rest.length === heard.length - 1 && rest[0]?.id === 2,
        'whoever saw the first goes on with the second',
        rest,
      )
      return heard.map(({ event, ms }) => `${event} after ${ms.toFixed(0)} ms`).join(' → ')
    },
  },
  {
    name: 'Confirmation mail',
    run: async (scene) => `“${(await mailAbout(scene, /TW-\d+/)).subject}”`,
  },
  {
    name: 'Look back',
    run: async (scene) => {
      const { token, orderId, password } = scene
      const params = { path: { orderId } }
      const look = (by?: string) => visit(scene, by).GET('/orders/{orderId}', { params })
      await dataOf(look(token))
      const { items } = await dataOf(visit(scene, token).GET('/orders/{orderId}/timeline', { params }))
      const gapFree = items.every(({ seq }, index) => seq === index + 1)
      expect(items.length > 0 && gapFree, 'the timeline has no gap', items)
      const nobody = await look()
      expect(nobody.response.status === 401, 'without a token there is nothing to see', nobody)
      const email = `eve.${scene.email}`
      await register(scene, email, password)
      const stranger = await look(await logIn(scene, email, password))
      expect(stranger.response.status === 404, 'for another customer there is no such order', stranger)
      return items.map(({ type }) => type).join(' → ')
    },
  },
]
