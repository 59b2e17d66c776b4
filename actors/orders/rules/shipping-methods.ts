import type { Static } from 'typebox'
import { shippingMethods } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import type { ShippingRates } from '#subjects/pricing.ts'
import type * as subject from '#subjects/store.ts'
import type { Handler } from '../../actor.ts'
import {
  addRule,
  changeRule,
  checkCurrency,
  type Kind,
  listRules,
  readRule,
  removeRule,
  shownTimes,
  wrong,
} from './rule.ts'

type Row = typeof shippingMethods.$inferSelect
type Shown = Static<typeof subject.ShippingMethod>

const kind: Kind<Row, Shown> = {
  name: 'shipping-methods',
  table: shippingMethods,
  key: shippingMethods.id,
  keyOf: ({ id }) => id,
  show: (row) => ({
    id: row.id,
    name: row.name,
    zones: row.zones,
    rates: row.rates as Shown['rates'],
    taxClass: row.taxClass,
    active: row.active,
    ...shownTimes(row),
  }),
}

/** Offers a way to send goods. */
export const createShippingMethod: Handler<typeof subject.createShippingMethod> = async (input, { once, now }) => {
  checkRates(input.rates)
  const row = { id: newId('shm'), zones: [], taxClass: 'standard', active: true, ...input, at: now() }
  return once((tx) => addRule(tx, kind, row))
}

/** Shows the ways to send goods. */
export const listShippingMethods: Handler<typeof subject.listShippingMethods> = (input, { db }) =>
  listRules(db, kind, input)

/** Shows one way to send goods. */
export const readShippingMethod: Handler<typeof subject.readShippingMethod> = ({ shippingMethodId }, { db }) =>
  readRule(db, kind, shippingMethodId)

/** Changes what is given of a way to send goods. */
export const updateShippingMethod: Handler<typeof subject.updateShippingMethod> = async (input, context) => {
  const { shippingMethodId, ...given } = input
  if (given.rates) checkRates(given.rates)
  return changeRule(context, kind, { named: shippingMethodId, change: () => given })
}

/** Takes a way to send goods away. Orders have copied what they need of it. */
export const deleteShippingMethod: Handler<typeof subject.deleteShippingMethod> = ({ shippingMethodId }, context) =>
  removeRule(context, kind, shippingMethodId)

/** The tiers go up, so that one is the first that something does not exceed, and only the last has no bound. */
function checkRates({ currency, tiers }: Static<typeof ShippingRates>): void {
  checkCurrency('/rates/currency', currency)
  tiers.forEach(({ upTo }, place) => {
    const before = tiers[place - 1]
    if (before?.upTo === null) throw wrong(`/rates/tiers/${place}`, 'is never reached: the one before has no bound')
    if (before && upTo !== null && upTo <= before.upTo)
      throw wrong(`/rates/tiers/${place}/upTo`, 'must be more than that of the one before')
  })
}
