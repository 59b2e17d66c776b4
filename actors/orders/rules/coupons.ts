import { eq } from 'drizzle-orm'
import type { Static } from 'typebox'
import { violatedConstraint } from '#db/failures.ts'
import { coupons, promotions } from '#db/orders/schema.ts'
import * as subject from '#subjects/promotions.ts'
import type { Handler } from '../../actor.ts'
import { normalizeCode } from '../pricing/coupons.ts'
import {
  addRule,
  changeRule,
  checkPeriod,
  type Kind,
  listRules,
  periodOf,
  readRule,
  shownTimes,
  wrong,
} from './rule.ts'

type Row = typeof coupons.$inferSelect

const kind: Kind<Row, Static<typeof subject.Coupon>> = {
  name: 'coupons',
  table: coupons,
  key: coupons.code,
  keyOf: ({ code }) => code,
  show: (row) => ({
    code: row.code,
    promotionId: row.promotionId,
    mostUses: row.mostUses,
    mostUsesPerCustomer: row.mostUsesPerCustomer,
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    active: row.active,
    used: row.used,
    ...shownTimes(row),
  }),
}

/** Gives out a code. Its name is the coupon's, so that saying it twice makes one; under a key, the second is answered as the first. */
export const createCoupon: Handler<typeof subject.createCoupon> = async (input, { once, now }) => {
  const { startsAt, endsAt, code, ...given } = input
  const limits = { mostUses: null, mostUsesPerCustomer: null, active: true, used: 0 }
  const row = { ...limits, startsAt: null, endsAt: null, ...given, ...periodOf({ startsAt, endsAt }) }
  checkPeriod(row)
  return once(async (tx) => {
    const [promotion] = await tx.select().from(promotions).where(eq(promotions.id, input.promotionId)).for('share')
    if (!promotion) throw wrong('/promotionId', `There is no ${input.promotionId}`)
    if (!promotion.couponOnly) throw wrong('/promotionId', 'is given without a coupon')
    return addRule(tx, kind, { ...row, code: normalizeCode(code), at: now() })
  }).catch((error: unknown) => {
    throw violatedConstraint(error) === 'coupons_pkey' ? subject.couponTaken(`There is a coupon ${code}`) : error
  })
}

/** Shows the coupons there are. */
export const listCoupons: Handler<typeof subject.listCoupons> = (input, { db }) => listRules(db, kind, input)

/** Shows one coupon. */
export const readCoupon: Handler<typeof subject.readCoupon> = ({ code }, { db }) =>
  readRule(db, kind, normalizeCode(code))

/** Changes what is given of a coupon; there cannot be fewer uses than there were. */
export const updateCoupon: Handler<typeof subject.updateCoupon> = (input, context) => {
  const { code, startsAt, endsAt, ...given } = input
  const change = (row: Row) => {
    const changes = { ...given, ...periodOf({ startsAt, endsAt }) }
    const { mostUses, ...period } = { ...row, ...changes }
    checkPeriod(period)
    if (mostUses !== null && mostUses < row.used) throw wrong('/mostUses', `It has been used ${row.used} times`)
    return changes
  }
  return changeRule(context, kind, { named: normalizeCode(code), change })
}
