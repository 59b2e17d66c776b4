import type { Static } from 'typebox'
import { promotions } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import type { Benefit, Conditions } from '#subjects/pricing.ts'
import { categoryUnknown, listCategories } from '#subjects/products.ts'
import type * as subject from '#subjects/promotions.ts'
import type { Context, Handler } from '../../actor.ts'
import {
  addRule,
  changeRule,
  checkCurrency,
  checkPeriod,
  type Kind,
  listRules,
  periodOf,
  readRule,
  shownTimes,
  wrong,
} from './rule.ts'

type Row = typeof promotions.$inferSelect
type Shown = Static<typeof subject.Promotion>

const kind: Kind<Row, Shown> = {
  name: 'promotions',
  table: promotions,
  key: promotions.id,
  keyOf: ({ id }) => id,
  show: (row) => ({
    id: row.id,
    name: row.name,
    benefit: row.benefit as Shown['benefit'],
    conditions: row.conditions,
    priority: row.priority,
    exclusive: row.exclusive,
    couponOnly: row.couponOnly,
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    active: row.active,
    ...shownTimes(row),
  }),
}

/** Makes something cheaper, from now on unless it says otherwise. */
export const createPromotion: Handler<typeof subject.createPromotion> = async (input, context) => {
  const { startsAt, endsAt, ...given } = input
  const defaults = { conditions: {}, priority: 100, exclusive: false, couponOnly: false, active: true }
  const row = { ...defaults, startsAt: null, endsAt: null, ...given, ...periodOf({ startsAt, endsAt }) }
  checkPromotion(row)
  await checkCategories(row.conditions, context)
  return context.once((tx) => addRule(tx, kind, { id: newId('prm'), ...row, at: context.now() }))
}

/** Shows the promotions there are. */
export const listPromotions: Handler<typeof subject.listPromotions> = (input, { db }) => listRules(db, kind, input)

/** Shows one promotion. */
export const readPromotion: Handler<typeof subject.readPromotion> = ({ promotionId }, { db }) =>
  readRule(db, kind, promotionId)

/** Changes what is given of a promotion. */
export const updatePromotion: Handler<typeof subject.updatePromotion> = async (input, context) => {
  const { promotionId, startsAt, endsAt, ...given } = input
  if (given.conditions) await checkCategories(given.conditions, context)
  const change = (row: Row) => {
    const changes = { ...given, ...periodOf({ startsAt, endsAt }) }
    checkPromotion({ ...row, ...changes } as Checked)
    return changes
  }
  return changeRule(context, kind, { named: promotionId, change })
}

type Checked = {
  readonly benefit: Static<typeof Benefit>
  readonly conditions: Static<typeof Conditions>
  readonly startsAt: Date | null
  readonly endsAt: Date | null
}

function checkPromotion({ benefit, conditions: { minimum }, ...period }: Checked): void {
  checkPeriod(period)
  if (benefit.kind === 'fixed') checkCurrency('/benefit/amount/currency', benefit.amount.currency)
  if (benefit.kind === 'tiers') {
    checkCurrency('/benefit/currency', benefit.currency)
    const twice = benefit.tiers.findIndex(
      ({ from }, place) => benefit.tiers.findIndex((one) => one.from === from) < place,
    )
    if (twice >= 0) throw wrong(`/benefit/tiers/${twice}/from`, 'is where another tier begins')
  }
  if (!minimum) return
  const { currency } = benefit.kind === 'fixed' ? benefit.amount : benefit.kind === 'tiers' ? benefit : minimum
  checkCurrency('/conditions/minimum/currency', minimum.currency, currency)
}

async function checkCategories({ categories }: Checked['conditions'], { request }: Context): Promise<void> {
  if (!categories) return
  const { items } = await request(listCategories, {})
  const place = categories.findIndex((category) => !items.some(({ slug }) => slug === category))
  if (place < 0) return
  const detail = `${categories[place]} is no category`
  throw categoryUnknown(undefined, {
    errors: [{ pointer: `/conditions/categories/${place}`, code: 'unknown', detail }],
  })
}
