import type { Static } from 'typebox'
import type { Address } from '#subjects/common.ts'
import type { ChosenShipping } from '#subjects/pricing.ts'
import type { Seller } from '#subjects/store.ts'
import { type OrderLine, type OrderRow, orderNumber } from '../order.ts'

/** What a line of a document says. Amounts are in minor units, taxes included. */
export type Entry = {
  readonly label: string
  readonly sku?: string
  readonly quantity: number
  readonly unitPrice?: number
  readonly discount?: number
  /** Parts of a million; orders from before it was kept do not say it of what sending costs. */
  readonly taxRatePpm?: number
  readonly tax: number
  readonly total: number
}

/** All that an invoice or a credit note says, as it stood when it was issued. */
export type Content = {
  readonly orderNumber: string
  readonly orderedAt: string
  /** The name of the invoice that a credit note is about. */
  readonly invoice?: string
  /** As the store had it then, if it had said who it is. */
  readonly seller?: Static<typeof Seller>
  readonly recipient: Static<typeof Address>
  readonly deliveredTo?: Static<typeof Address>
  readonly currency: string
  readonly taxIncluded: boolean
  readonly entries: readonly Entry[]
  readonly tax: number
  readonly total: number
}

type Chosen = Static<typeof ChosenShipping>

/** What an order was sold for, and what sending it costs. */
export function entriesOf(row: OrderRow, lines: readonly OrderLine[]): Entry[] {
  const goods = lines.map((line) =>
    entryOf(line, { quantity: line.quantity, total: line.total.amount, tax: line.tax.amount }),
  )
  const tax = row.tax - goods.reduce((sum, entry) => sum + entry.tax, 0)
  if (row.shipping === 0) return goods
  const { name = 'Standard', taxRatePpm } = (row.shippingMethod ?? {}) as Partial<Chosen>
  const rate = taxRatePpm !== undefined && { taxRatePpm }
  return [...goods, { label: `Sending: ${name}`, quantity: 1, ...rate, tax, total: row.shipping }]
}

/** Pieces of a line, and what they are worth. */
export function entryOf(line: OrderLine, { quantity, total, tax }: Pick<Entry, 'quantity' | 'total' | 'tax'>): Entry {
  const { sku, name, title, unitPrice, discount, taxRatePpm } = line
  // What part of the discount it is follows from the rest, so that a document adds up however shares were rounded.
  const taxIncluded = unitPrice.amount * line.quantity - discount.amount === line.total.amount
  const off = unitPrice.amount * quantity - (taxIncluded ? total : total - tax)
  return {
    label: title === name ? name : `${name}, ${title}`,
    sku,
    quantity,
    unitPrice: unitPrice.amount,
    ...(off > 0 && { discount: off }),
    taxRatePpm,
    tax,
    total,
  }
}

/** Who a document is from, and of a credit note the name of its invoice. */
export type Letterhead = { readonly seller: Content['seller']; readonly invoice?: string }

/** A document about an order. */
export function contentOf(row: OrderRow, entries: readonly Entry[], { seller, invoice }: Letterhead): Content {
  const [recipient, deliveredTo] = [row.billingAddress ?? row.shippingAddress, row.shippingAddress]
  const sum = (part: 'tax' | 'total') => entries.reduce((all, entry) => all + entry[part], 0)
  return {
    orderNumber: orderNumber(row),
    orderedAt: row.createdAt.toISOString(),
    ...(invoice !== undefined && { invoice }),
    ...(seller && { seller }),
    recipient: recipient as Content['recipient'],
    ...(row.billingAddress && { deliveredTo: deliveredTo as Content['recipient'] }),
    currency: row.currency,
    taxIncluded: row.taxIncluded,
    entries,
    tax: sum('tax'),
    total: sum('total'),
  }
}
