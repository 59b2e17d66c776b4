import { setTimeout as sleep } from 'node:timers/promises'
import { dataOf } from 'tradewind-client'
import { eventually, expect, newKey, outside, visit } from './client.ts'
import { booksOf, euros, fillCart, placeOrder, type Scene, type Step, stockOf } from './scene.ts'

/** What goes wrong in shops, and what happens here instead. */
export const trouble: readonly Step[] = [
  {
    name: 'Declined card',
    run: async (scene) => {
      const before = await stockOf(scene, 'MUG-ENAMEL-RED')
      await fillCart(scene, 'MUG-ENAMEL-RED', 1)
      const { error: problem, data } = await placeOrder(scene, { paymentMethod: 'pm_card_chargeDeclined' })
      expect(problem?.code === 'payment-declined' && problem.status === 402, 'a declined card is 402', problem ?? data)
      const after = await stockOf(scene, 'MUG-ENAMEL-RED')
      expect(after.available === before.available, 'the stock is back on the shelf', after)
      const books = await booksOfRefused(scene, problem)
      expect(books.held === 0 && books.captured === 0, 'no money is held', books)
      return '402, the mug is back on the shelf, no money held'
    },
  },
  {
    name: 'Double click',
    run: async (scene) => {
      const key = newKey()
      const [one, two] = await Promise.all([placeOrder(scene, { key }), placeOrder(scene, { key })])
      expect(one.data && two.data, 'both clicks are answered with the order', [one, two])
      const order = one.data
      expect(order.id === two.data.id, 'both clicks are one order', [order.id, two.data.id])
      const replayed = [one, two].filter(
        ({ response }) => response.headers.get('idempotency-replayed') === 'true',
      ).length
      expect(replayed === 1, 'one of the answers says that it is a repetition')
      await eventually(scene, 'one capture is in the books', async () =>
        (await booksOf(scene, order.id)).captures === 1 ? true : undefined,
      )
      return `two requests, one order ${order.number}, charged once`
    },
  },
  {
    name: 'Sold out',
    run: async (scene) => {
      await fillCart(scene, 'SEXTANT-BRASS', 1)
      const { error: problem, data } = await placeOrder(scene)
      expect(problem?.code === 'out-of-stock' && problem.status === 409, 'what is not there is 409', problem ?? data)
      const books = await booksOfRefused(scene, problem)
      expect(books.held === 0 && books.captured === 0, 'nothing is charged', books)
      await dataOf(visit(scene, scene.token).DELETE('/cart'))
      return '409 that says what is left; nothing was charged'
    },
  },
  {
    name: 'Kill -9 in the middle of an order',
    run: async (scene) => {
      const { orders, urls, signal } = scene
      if (!orders || !urls.stripe) return 'left out: this stack was not started by the demo'
      await fillCart(scene, 'MUG-ENAMEL-NAVY', 1)
      await outside(scene, `${urls.stripe}/sandbox/faults`, { do: 'slow', ms: 1_500, match: { method: 'POST' } })
      const cut = placeOrder(scene).catch(() => undefined)
      await sleep(500, undefined, { signal })
      await orders.kill()
      await orders.start()
      await cut
      const order = await eventually(scene, 'the order confirms by itself', () => newestConfirmed(scene), 60)
      await eventually(
        scene,
        'its money is captured',
        async () => ((await booksOf(scene, order.id)).captured === order.total.amount ? true : undefined),
        60,
      )
      const books = await booksOf(scene, order.id)
      expect(books.captures === 1 && books.held === 0, 'it is charged once', books)
      return `${order.number} finished after the restart: ${euros(order.total.amount)} captured once`
    },
  },
  {
    name: 'Log out',
    run: async (scene) => {
      const api = visit(scene, scene.token)
      const { response, error } = await api.POST('/auth/logout')
      expect(response.status === 204, 'logging out answers 204', error)
      const after = await api.GET('/users/me')
      expect(after.response.status === 401, 'the token stops working', after)
      return 'the token is dead at once'
    },
  },
]

/** The books of an order that the answer names: of none at all they would be empty, too. */
function booksOfRefused(scene: Scene, problem: { readonly orderId?: string }): ReturnType<typeof booksOf> {
  expect(problem.orderId, 'the problem says which order it is about', problem)
  return booksOf(scene, problem.orderId)
}

async function newestConfirmed(scene: Scene) {
  const { data } = await visit(scene, scene.token).GET('/orders', { params: { query: { limit: 1 } } })
  return data?.items.find(({ status }) => status === 'confirmed')
}
