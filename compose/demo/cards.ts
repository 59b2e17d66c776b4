import { dataOf } from 'tradewind-client'
import { eventually, expect, newKey, visit } from './client.ts'
import { booksOf, euros, fillCart, placeOrder, type Scene, shippingAddress, type Step } from './scene.ts'

/** Cards that are kept for a customer, and one that is named in the place of another. */
export const cards: readonly Step[] = [
  {
    name: 'Keep a card',
    run: async (scene) => {
      const api = visit(scene, scene.token)
      const params = { header: { 'Idempotency-Key': newKey() } }
      const { paymentMethod } = await dataOf(
        api.POST('/payment-methods', { params, body: { paymentMethod: 'pm_card_mastercard' } }),
      )
      expect(paymentMethod?.isDefault, 'the first card that is kept is the default', paymentMethod)
      const { items } = await dataOf(api.GET('/payment-methods'))
      const [kept] = items
      expect(items.length === 1 && kept?.id === paymentMethod.id, 'the card is in the list', items)
      return `${kept.brand} ending in ${kept.last4}; that is all that the shop knows of it`
    },
  },
  {
    name: 'One click',
    run: async (scene) => {
      await fillCart(scene, 'MUG-ENAMEL-RED', 1)
      const params = { header: { 'Idempotency-Key': newKey() } }
      const order = await dataOf(visit(scene, scene.token).POST('/orders', { params, body: { shippingAddress } }))
      expect(order.status === 'confirmed', 'an order that names no card is paid with the one that is kept', order)
      await expectChargedOnce(scene, order.id)
      return `${order.number} over ${euros(order.total.amount)}, paid with no card named`
    },
  },
  {
    name: 'Another card for the same order',
    run: async (scene) => {
      await fillCart(scene, 'MUG-ENAMEL-RED', 1)
      const waiting = await dataOf(placeOrder(scene, { paymentMethod: 'pm_card_chargeDeclined', ifDeclined: 'wait' }))
      expect(waiting.nextAction?.type === 'replace_payment_method', 'the order waits for another card', waiting)
      const params = { path: { orderId: waiting.id }, header: { 'Idempotency-Key': newKey() } }
      const body = { paymentMethod: 'pm_card_visa' }
      const order = await dataOf(visit(scene, scene.token).POST('/orders/{orderId}/payment', { params, body }))
      expect(order && order.id === waiting.id, 'it is the same order', order)
      expect(order.status === 'confirmed', 'it is confirmed', order)
      await expectChargedOnce(scene, order.id)
      return `${order.number} was declined, kept its mug, and was paid with another card`
    },
  },
]

async function expectChargedOnce(scene: Scene, orderId: string): Promise<void> {
  await eventually(scene, 'one capture is in the books', async () =>
    (await booksOf(scene, orderId)).captures === 1 ? true : undefined,
  )
}
