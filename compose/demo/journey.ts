import { call, eventually, expect } from './client.ts'
import {
  booksOf,
  euros,
  fillCart,
  logIn,
  mailAbout,
  type Order,
  placeOrder,
  register,
  type Step,
  stockOf,
} from './scene.ts'

type Product = { id: string; slug: string; name: string; variants: { sku: string; available: number }[] }
type Page = { items: { id: string; slug: string; name: string; priceFrom: { amount: number } }[]; next: string | null }

/** A shopper's whole way, from registering to the mail that confirms the order. */
export const journey: readonly Step[] = [
  {
    name: 'Register',
    run: async (scene) => {
      const { email, password } = scene
      const user = await register(scene, email, password)
      expect(user.status === 201, 'registering answers 201', user.body)
      const again = await register(scene, email, password)
      expect(
        again.status === 409 && again.body.code === 'email-taken',
        'the same address cannot register twice',
        again.body,
      )
      return `account ${user.body.id}; the same address again is refused`
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
      const me = await call<{ email: string }>(scene, 'GET /users/me', { token: scene.token })
      expect(me.body.email === scene.email, 'the token speaks for the shopper', me.body)
      const forged = await call<object>(scene, 'GET /users/me', { token: `${scene.token.slice(0, -4)}AAAA` })
      expect(forged.status === 401, 'a forged token is refused', forged.body)
      return 'a signed token that works, and a forged one that does not'
    },
  },
  {
    name: 'Browse',
    run: async (scene) => {
      const categories = await call<{ items: { slug: string }[] }>(scene, 'GET /categories')
      const first = await call<Page>(scene, 'GET /products?limit=20&sort=price')
      expect(
        first.body.items.length === 20 && first.body.next !== null,
        'a page has 20 products and a next one',
        first.body,
      )
      const second = await call<Page>(scene, `GET /products?limit=20&sort=price&cursor=${first.body.next}`)
      const seen = new Set([...first.body.items, ...second.body.items].map(({ id }) => id))
      expect(seen.size === 40, 'two pages show 40 different products')
      return `${categories.body.items.length} categories, two pages by price, nothing twice`
    },
  },
  {
    name: 'Search',
    run: async (scene) => {
      const found = await call<Page>(scene, 'GET /products?q=enamel%20mug')
      expect(
        found.body.items.some(({ slug }) => slug === 'enamel-mug'),
        'the words find the mug',
        found.body,
      )
      const first = await call<Product>(scene, 'GET /products/enamel-mug')
      const etag = first.headers.get('etag') ?? ''
      const unchanged = await call<Product>(scene, 'GET /products/enamel-mug', {
        headers: { 'if-none-match': etag },
      })
      expect(unchanged.status === 304, 'an unchanged product is answered with 304', unchanged.status)
      return `“${first.body.name}” by its words, and 304 for who has it already`
    },
  },
  {
    name: 'Fill the cart',
    run: async (scene) => {
      await fillCart(scene, 'MUG-ENAMEL-NAVY', 2)
      await fillCart(scene, 'MUG-ENAMEL-CREAM', 1)
      await fillCart(scene, 'MUG-ENAMEL-NAVY', 2)
      const { body } = await call<{ lines: { quantity: number }[]; total: { amount: number } }>(scene, 'GET /cart', {
        token: scene.token,
      })
      const pieces = body.lines.reduce((sum, { quantity }) => sum + quantity, 0)
      expect(pieces === 3, 'quantities are absolute, so saying one twice changes nothing', body)
      return `3 pieces for ${euros(body.total.amount)}; a quantity said twice counts once`
    },
  },
  {
    name: 'Order',
    run: async (scene) => {
      const before = await stockOf(scene, 'MUG-ENAMEL-NAVY')
      const placed = await placeOrder(scene)
      expect(placed.status === 201 && placed.body.status === 'confirmed', 'the order is confirmed', placed.body)
      scene.orderId = placed.body.id
      const total = placed.body.total.amount
      await eventually(scene, 'the money is captured, once and exactly', async () => {
        const books = await booksOf(scene, placed.body.id)
        return books.captured === total && books.captures === 1 && books.held === 0 ? books : undefined
      })
      await eventually(scene, 'the stock went down by what was sold', async () => {
        const after = await stockOf(scene, 'MUG-ENAMEL-NAVY')
        return after.onHand === before.onHand - 2 && after.reserved === before.reserved ? after : undefined
      })
      return `${placed.body.number}: ${euros(total)} captured once at the provider, 2 mugs off the shelf`
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
      const order = await call<Order>(scene, `GET /orders/${orderId}`, { token })
      const timeline = await call<{ items: { seq: number; type: string }[] }>(
        scene,
        `GET /orders/${orderId}/timeline`,
        { token },
      )
      const gapFree = timeline.body.items.every(({ seq }, index) => seq === index + 1)
      expect(
        order.status === 200 && timeline.body.items.length > 0 && gapFree,
        'the timeline has no gap',
        timeline.body,
      )
      const nobody = await call<object>(scene, `GET /orders/${orderId}`)
      expect(nobody.status === 401, 'without a token there is nothing to see', nobody.body)
      const email = `eve.${scene.email}`
      await register(scene, email, password)
      const stranger = await call<object>(scene, `GET /orders/${orderId}`, {
        token: await logIn(scene, email, password),
      })
      expect(stranger.status === 404, 'for another customer there is no such order', stranger.body)
      return timeline.body.items.map(({ type }) => type).join(' → ')
    },
  },
]
