import { Type } from 'typebox'
import { Address, Country, Exact, Kept, PageOf, PageQuery, Text, Timestamp } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { RatePpm, ruleInvalid, ShippingMethodId, ShippingRates, TaxRateId, Zone } from './pricing.ts'
import { notFound, problem } from './problem.ts'
import { TaxClass } from './products.ts'
import { request } from './subject.ts'

const Region = Type.Union([Text(100), Type.Null()])

/** Who sells, as the law wants it to stand on invoices. */
export const Seller = Exact({
  ...Address.properties,
  taxId: Type.Optional(Text(50, { description: 'A VAT number, or what a country has in its place' })),
})

const StoreRule = {
  pricesIncludeTax: Type.Boolean({ description: 'Whether the prices of the catalogue have the tax in them' }),
  country: Country,
  region: Region,
  orderPrefix: Type.String({ pattern: '^[A-Z0-9]{1,10}$', description: 'Before the number of every order' }),
  captureOn: Type.Enum(['confirmation', 'shipment'], {
    description:
      'When the money of an order is taken that was reserved for it. `shipment`: with each parcel what that is worth, with the first one what sending costs; all of it with the first one where the card can not be charged in parts; and what is left a day before the bank would let go of it',
  }),
  seller: Type.Union([Seller, Type.Null()], { description: 'Who stands on invoices and credit notes as their sender' }),
}

export const Store = Exact({ ...StoreRule, version: Kept.version, updatedAt: Timestamp })

const ShippingRule = {
  name: Text(100),
  zones: Type.Array(Zone, { maxItems: 300, description: 'Where it goes; everywhere if there are none' }),
  rates: ShippingRates,
  taxClass: TaxClass,
  active: Type.Boolean({ description: 'One that is not is offered to nobody' }),
}

export const ShippingMethod = Exact({ id: ShippingMethodId, ...ShippingRule, ...Kept })

const TaxRule = {
  name: Text(100),
  country: Country,
  region: Region,
  taxClass: TaxClass,
  ratePpm: RatePpm,
}

export const TaxRate = Exact({ id: TaxRateId, ...TaxRule, ...Kept })

export const taxRateTaken = problem('tax-rate-taken', 409, 'There is a rate for this place and class')

export const readStore = request('orders.read-store', {
  summary: 'How the store reckons, and who it is',
  input: Exact({}),
  output: Store,
  access: 'staff',
})

export const updateStore = request('orders.update-store', {
  summary:
    'Changes what is given of how the store reckons, and who it is; orders that were placed, and documents that were issued, stay as they are',
  input: Exact({
    pricesIncludeTax: Type.Optional(StoreRule.pricesIncludeTax),
    country: Type.Optional(Country),
    region: Type.Optional(Region),
    orderPrefix: Type.Optional(StoreRule.orderPrefix),
    captureOn: Type.Optional(StoreRule.captureOn),
    seller: Type.Optional(StoreRule.seller),
  }),
  output: Store,
  access: 'staff',
  conditional: true,
})

export const createShippingMethod = request('orders.create-shipping-method', {
  summary: 'Offers a way to send goods',
  input: Exact({
    name: ShippingRule.name,
    zones: Type.Optional(ShippingRule.zones),
    rates: ShippingRates,
    taxClass: Type.Optional(TaxClass),
    active: Type.Optional(ShippingRule.active),
  }),
  output: ShippingMethod,
  access: 'staff',
  problems: [ruleInvalid],
  idempotencyKey: true,
})

export const listShippingMethods = request('orders.list-shipping-methods', {
  summary: 'The ways to send goods, the oldest first, a page at a time',
  input: Exact(PageQuery),
  output: PageOf(ShippingMethod),
  access: 'staff',
  problems: [cursorInvalid],
})

export const readShippingMethod = request('orders.read-shipping-method', {
  summary: 'Reads one way to send goods',
  input: Exact({ shippingMethodId: ShippingMethodId }),
  output: ShippingMethod,
  access: 'staff',
  problems: [notFound],
})

export const updateShippingMethod = request('orders.update-shipping-method', {
  summary: 'Changes what is given of a way to send goods',
  input: Exact({
    shippingMethodId: ShippingMethodId,
    name: Type.Optional(ShippingRule.name),
    zones: Type.Optional(ShippingRule.zones),
    rates: Type.Optional(ShippingRates),
    taxClass: Type.Optional(TaxClass),
    active: Type.Optional(ShippingRule.active),
  }),
  output: ShippingMethod,
  access: 'staff',
  problems: [notFound, ruleInvalid],
  conditional: true,
})

export const deleteShippingMethod = request('orders.delete-shipping-method', {
  summary: 'Takes a way to send goods away; orders that were sent with it say so still',
  input: Exact({ shippingMethodId: ShippingMethodId }),
  output: Type.Null(),
  access: 'staff',
  problems: [notFound],
  conditional: true,
})

export const createTaxRate = request('orders.create-tax-rate', {
  summary: 'Taxes a class of goods somewhere',
  input: Exact({ ...TaxRule, region: Type.Optional(Region) }),
  output: TaxRate,
  access: 'staff',
  problems: [taxRateTaken],
  idempotencyKey: 'optional',
})

export const listTaxRates = request('orders.list-tax-rates', {
  summary: 'The tax rates there are, the oldest first, a page at a time',
  input: Exact(PageQuery),
  output: PageOf(TaxRate),
  access: 'staff',
  problems: [cursorInvalid],
})

export const readTaxRate = request('orders.read-tax-rate', {
  summary: 'Reads one tax rate',
  input: Exact({ taxRateId: TaxRateId }),
  output: TaxRate,
  access: 'staff',
  problems: [notFound],
})

export const updateTaxRate = request('orders.update-tax-rate', {
  summary: 'Changes what is given of a tax rate; orders that were placed stay as they are',
  input: Exact({ taxRateId: TaxRateId, name: Type.Optional(TaxRule.name), ratePpm: Type.Optional(RatePpm) }),
  output: TaxRate,
  access: 'staff',
  problems: [notFound],
  conditional: true,
})

export const deleteTaxRate = request('orders.delete-tax-rate', {
  summary: 'Taxes a class of goods somewhere no more',
  input: Exact({ taxRateId: TaxRateId }),
  output: Type.Null(),
  access: 'staff',
  problems: [notFound],
  conditional: true,
})
