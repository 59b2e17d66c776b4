import type { Static } from 'typebox'
import * as subject from '#subjects/pricing.ts'
import type { QuotedLine } from '#subjects/products.ts'
import type { SoldLine } from '../order.ts'
import { bestReduction, type Reduction } from './promotions.ts'
import type { Rules, Zone } from './rules.ts'
import { type Offer, shippingOffers } from './shipping.ts'
import { ratesAt, taxed, type TaxRates } from './tax.ts'

/** What is to be priced, and all that its price depends on besides the rules of the store. */
export type Basket = {
  readonly currency: string
  readonly lines: readonly Static<typeof QuotedLine>[]
  readonly at: Date
  /** Where it goes. As long as that is not known nothing is charged for sending it, and the store's own taxes are in it. */
  readonly destination?: (Zone & { readonly postalCode?: string | undefined }) | undefined
  /** The way to send it that was chosen; the cheapest if none was. */
  readonly shippingMethod?: string | undefined
  /** Whether it is sent at the store's expense. */
  readonly sentFree?: boolean | undefined
  /** One that its customer may use, and the promotion that it gives. */
  readonly coupon?: { readonly code: string; readonly promotionId: string } | undefined
  /** Whether its customer has ordered nothing yet. */
  readonly firstOrder?: boolean | undefined
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

/**
 * Prices a basket: promotions come off the goods and the sending, and what is left is taxed. Nothing but its arguments goes
 * into it, so that whoever asks again with the same hears the same. The lines' totals and the sending's make the total.
 */
export function price(
  basket: Basket,
  rules: Rules,
  rates: TaxRates = ratesAt(basket.destination ?? rules.place, rules),
): Priced {
  const { currency, coupon } = basket
  const money = (amount: number): Money => ({ amount, currency })
  const { offer, reduction } = beforeTax(basket, rules)
  const toSend = (offer?.amount ?? 0) - reduction.offShipping
  const sendingPpm = offer ? rates(offer.method.taxClass) : 0
  const sending = taxed(toSend, sendingPpm, rules.pricesIncludeTax)
  const lines = basket.lines.map(({ sku, productId, name, title, quantity, unitPrice, taxClass }, place): SoldLine => {
    const discount = reduction.offLines[place] ?? 0
    const taxRatePpm = rates(taxClass)
    const { tax, total } = taxed(unitPrice.amount * quantity - discount, taxRatePpm, rules.pricesIncludeTax)
    const goods = { sku, productId, name, title, quantity, unitPrice }
    return { ...goods, discount: money(discount), taxRatePpm, tax: money(tax), total: money(total) }
  })
  const sum = (of: (line: SoldLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  return {
    lines,
    subtotal: money(sum(({ unitPrice, quantity }) => unitPrice.amount * quantity)),
    discount: money(sum(({ discount }) => discount.amount)),
    shipping: money(sending.total),
    tax: money(sum(({ tax }) => tax.amount) + sending.tax),
    taxIncluded: rules.pricesIncludeTax,
    total: money(sum(({ total }) => total.amount) + sending.total),
    discounts: reduction.given.map(({ promotion: { id, name, couponOnly }, appliesTo, amount }) => ({
      promotionId: id,
      name,
      ...(couponOnly && coupon && { code: coupon.code }),
      appliesTo,
      amount: money(amount),
    })),
    ...(offer && { shippingMethod: shippedBy(offer, money(sending.total), sendingPpm) }),
  }
}

const shippedBy = ({ method: { id, name } }: Offer, amount: Money, taxRatePpm: number) => ({
  id,
  name,
  amount,
  taxRatePpm,
})

/** How much of a basket there is to tax in each class. */
export function amountsToTax(basket: Basket, rules: Rules): { taxClass: string; amount: number }[] {
  const { offer, reduction } = beforeTax(basket, rules)
  const amounts = new Map<string, number>()
  const add = (taxClass: string, amount: number) => amounts.set(taxClass, (amounts.get(taxClass) ?? 0) + amount)
  basket.lines.forEach(({ taxClass, unitPrice, quantity }, place) =>
    add(taxClass, unitPrice.amount * quantity - (reduction.offLines[place] ?? 0)),
  )
  if (offer) add(offer.method.taxClass, offer.amount - reduction.offShipping)
  return [...amounts].map(([taxClass, amount]) => ({ taxClass, amount }))
}

function beforeTax(basket: Basket, rules: Rules): { offer: Offer | undefined; reduction: Reduction } {
  const chosen = chosenOffer(basket, rules)
  const offer = chosen && basket.sentFree ? { ...chosen, amount: 0 } : chosen
  return { offer, reduction: bestReduction(basket, rules, offer?.amount ?? 0) }
}

/** A store without any way to send goods charges nothing for it; one that has some sends only as it offers. */
function chosenOffer(basket: Basket, rules: Rules): Offer | undefined {
  const { destination, shippingMethod, lines } = basket
  if (!destination || lines.length === 0) return undefined
  const offers = shippingOffers(basket, rules)
  const offer = shippingMethod === undefined ? offers[0] : offers.find(({ method }) => method.id === shippingMethod)
  if (offer || (shippingMethod === undefined && rules.shippingMethods.length === 0)) return offer
  const offered = offers.map(({ method }) => method.id)
  const detail = offered.length > 0 ? `There are ${offered.join(', ')}` : 'Nothing is sent there'
  throw subject.shippingUnavailable(detail, { offered })
}
