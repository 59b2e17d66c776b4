import { randomUUID } from 'node:crypto'
import { dataOf } from 'tradewind-client'
import { expect, visit } from './client.ts'
import { euros, mailAbout, type Scene, shippingAddress, type Step } from './scene.ts'

/** What people do who have no account. */
export const guests: readonly Step[] = [
  {
    name: 'Two guests, one coupon',
    run: async (scene) => {
      const code = await makeCoupon(scene)
      const emails = ['grace', 'mary'].map((name) => `${name}.${randomUUID().slice(0, 8)}@example.com`)
      const shoppers = await Promise.all(emails.map((email) => guestWith(scene, email, code)))
      const answers = await Promise.all(shoppers.map((shopper) => shopper.order()))
      const [order, ...others] = answers.flatMap(({ data }) => data ?? [])
      const refused = answers.find(({ error }) => error !== undefined)?.error
      expect(order && others.length === 0, 'one of the two gets an order', answers)
      expect(refused?.code === 'coupon-exhausted', 'the other hears that the coupon is used up', refused)
      expect(order.discount.amount * 2 === order.subtotal.amount, 'it is half off, to the cent', order)
      await mailAbout(scene, new RegExp(`^Your order ${order.number} is confirmed$`), order.email)
      return `both at once: ${order.number} with ${euros(order.discount.amount)} off, and for the other ${refused.code}`
    },
  },
]

/** Half off everything, for whoever comes first. */
async function makeCoupon(scene: Scene): Promise<string> {
  const api = visit(scene, scene.staffToken)
  const benefit = { kind: 'percentage' as const, percent: 50 }
  const body = { name: 'Half off, for the demo', benefit, couponOnly: true }
  const { id: promotionId } = await dataOf(api.POST('/promotions', { body }))
  const code = `DEMO-${randomUUID().slice(0, 8).toUpperCase()}`
  await dataOf(api.POST('/coupons', { body: { code, promotionId, mostUses: 1 } }))
  return code
}

/** Somebody without an account who has a mug and a coupon in the cart; the client keeps the token of it. */
async function guestWith(scene: Scene, email: string, code: string) {
  const api = visit(scene)
  const params = { path: { sku: 'MUG-ENAMEL-CREAM' } }
  await dataOf(api.PUT('/cart/lines/{sku}', { params, body: { quantity: 2 } }))
  await dataOf(api.PUT('/cart/coupon', { body: { code } }))
  return { order: () => api.POST('/orders', { body: { paymentMethod: 'pm_card_visa', shippingAddress, email } }) }
}
