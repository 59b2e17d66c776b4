import type { Static } from 'typebox'
import type * as subject from '#subjects/pricing.ts'
import type { QuotedLine } from '#subjects/products.ts'
import type { SoldLine } from '../order.ts'

/** What is to be priced, and all that its price depends on besides the rules of the store. */
export type Basket = {
  readonly currency: string
  readonly lines: readonly Static<typeof QuotedLine>[]
}

type Money = SoldLine['total']

/** What a basket comes to, to the minor unit. */
export type Priced = {
  readonly lines: SoldLine[]
  readonly subtotal: Money
  readonly discount: Money
  readonly shipping: Money
  readonly tax: Money
  readonly taxIncluded: boolean
  readonly total: Money
  readonly discounts: Static<typeof subject.Discount>[]
  readonly shippingMethod?: Static<typeof subject.ChosenShipping>
}

/** Prices a basket. Nothing but its arguments goes into it, so that whoever asks again with the same hears the same. */
export function price({ currency, lines }: Basket): Priced {
  const money = (amount: number): Money => ({ amount, currency })
  const sold = lines.map(({ sku, productId, name, title, quantity, unitPrice }): SoldLine => {
    const goods = { sku, productId, name, title, quantity, unitPrice }
    return { ...goods, discount: money(0), taxRatePpm: 0, tax: money(0), total: money(unitPrice.amount * quantity) }
  })
  const subtotal = sold.reduce((sum, { total }) => sum + total.amount, 0)
  return {
    lines: sold,
    subtotal: money(subtotal),
    discount: money(0),
    shipping: money(0),
    tax: money(0),
    taxIncluded: true,
    total: money(subtotal),
    discounts: [],
  }
}
