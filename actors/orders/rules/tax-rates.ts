import type { Static } from 'typebox'
import { violatedConstraint } from '#db/failures.ts'
import { taxRates } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/store.ts'
import type { Handler } from '../../actor.ts'
import { addRule, changeRule, type Kind, listRules, readRule, removeRule, shownTimes } from './rule.ts'

type Row = typeof taxRates.$inferSelect

const kind: Kind<Row, Static<typeof subject.TaxRate>> = {
  name: 'tax-rates',
  table: taxRates,
  key: taxRates.id,
  keyOf: ({ id }) => id,
  show: ({ id, name, country, region, taxClass, ratePpm, ...row }) => ({
    id,
    name,
    country,
    region,
    taxClass,
    ratePpm,
    ...shownTimes(row),
  }),
}

/** Taxes a class of goods somewhere. There is one rate for each place and class, so that saying it twice makes one. */
export const createTaxRate: Handler<typeof subject.createTaxRate> = (input, { once, now }) =>
  once((tx) => addRule(tx, kind, { id: newId('txr'), region: null, ...input, at: now() })).catch((error: unknown) => {
    throw violatedConstraint(error) === 'tax_rates_place' ? subject.taxRateTaken() : error
  })

/** Shows the tax rates there are. */
export const listTaxRates: Handler<typeof subject.listTaxRates> = (input, { db }) => listRules(db, kind, input)

/** Shows one tax rate. */
export const readTaxRate: Handler<typeof subject.readTaxRate> = ({ taxRateId }, { db }) => readRule(db, kind, taxRateId)

/** Changes what is given of a tax rate; what it is for stays, for that is another rate. */
export const updateTaxRate: Handler<typeof subject.updateTaxRate> = ({ taxRateId, ...given }, context) =>
  changeRule(context, kind, { named: taxRateId, change: () => given })

/** Takes a tax rate away. Orders have copied what they were taxed with. */
export const deleteTaxRate: Handler<typeof subject.deleteTaxRate> = ({ taxRateId }, context) =>
  removeRule(context, kind, taxRateId)
