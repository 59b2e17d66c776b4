import { Type } from 'typebox'
import { Exact, Kept, PageOf, PageQuery, Text, Timestamp } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { Benefit, Conditions, CouponCode, PromotionId, ruleInvalid } from './pricing.ts'
import { notFound, problem } from './problem.ts'
import { categoryUnknown } from './products.ts'
import { request } from './subject.ts'

const Moment = Type.Union([Timestamp, Type.Null()])
const MostUses = Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), Type.Null()])

const MostUsesPerCustomer = Type.Union([...MostUses.anyOf], {
  description: 'Guests are told apart by their Cart-Token alone',
})

const PromotionRule = {
  name: Text(100),
  benefit: Benefit,
  conditions: Conditions,
  priority: Type.Integer({ minimum: 0, maximum: 1_000, description: 'The lowest is applied first' }),
  exclusive: Type.Boolean({ description: 'Whether it is given beside no other one' }),
  couponOnly: Type.Boolean({ description: 'Whether only a coupon gives it' }),
  startsAt: Moment,
  endsAt: Moment,
  active: Type.Boolean({ description: 'One that is not is given to nobody; so a promotion is ended' }),
}

export const Promotion = Exact({ id: PromotionId, ...PromotionRule, ...Kept })

const CouponRule = {
  mostUses: MostUses,
  mostUsesPerCustomer: MostUsesPerCustomer,
  startsAt: Moment,
  endsAt: Moment,
  active: PromotionRule.active,
}

export const Coupon = Exact({
  code: CouponCode,
  promotionId: PromotionId,
  ...CouponRule,
  used: Type.Integer({ minimum: 0, description: 'By orders that came to something, or may yet' }),
  ...Kept,
})

export const couponTaken = problem('coupon-taken', 409, 'There is a coupon with this code')

export const createPromotion = request('orders.create-promotion', {
  summary: 'Makes something cheaper for those who meet its conditions',
  input: Exact({
    name: PromotionRule.name,
    benefit: Benefit,
    conditions: Type.Optional(Conditions),
    priority: Type.Optional(PromotionRule.priority),
    exclusive: Type.Optional(PromotionRule.exclusive),
    couponOnly: Type.Optional(PromotionRule.couponOnly),
    startsAt: Type.Optional(Moment),
    endsAt: Type.Optional(Moment),
    active: Type.Optional(PromotionRule.active),
  }),
  output: Promotion,
  access: 'staff',
  problems: [ruleInvalid, categoryUnknown],
  idempotencyKey: true,
})

export const listPromotions = request('orders.list-promotions', {
  summary: 'The promotions there are, the oldest first, a page at a time',
  input: Exact(PageQuery),
  output: PageOf(Promotion),
  access: 'staff',
  problems: [cursorInvalid],
})

export const readPromotion = request('orders.read-promotion', {
  summary: 'Reads one promotion',
  input: Exact({ promotionId: PromotionId }),
  output: Promotion,
  access: 'staff',
  problems: [notFound],
})

export const updatePromotion = request('orders.update-promotion', {
  summary: 'Changes what is given of a promotion; orders that have it keep it',
  input: Exact({
    promotionId: PromotionId,
    name: Type.Optional(PromotionRule.name),
    benefit: Type.Optional(Benefit),
    conditions: Type.Optional(Conditions),
    priority: Type.Optional(PromotionRule.priority),
    exclusive: Type.Optional(PromotionRule.exclusive),
    couponOnly: Type.Optional(PromotionRule.couponOnly),
    startsAt: Type.Optional(Moment),
    endsAt: Type.Optional(Moment),
    active: Type.Optional(PromotionRule.active),
  }),
  output: Promotion,
  access: 'staff',
  problems: [notFound, ruleInvalid, categoryUnknown],
  conditional: true,
})

const CouponInput = {
  mostUses: Type.Optional(MostUses),
  mostUsesPerCustomer: Type.Optional(MostUsesPerCustomer),
  startsAt: Type.Optional(Moment),
  endsAt: Type.Optional(Moment),
  active: Type.Optional(CouponRule.active),
}

export const createCoupon = request('orders.create-coupon', {
  summary: 'Gives out a code for a promotion',
  input: Exact({ code: CouponCode, promotionId: PromotionId, ...CouponInput }),
  output: Coupon,
  access: 'staff',
  problems: [couponTaken, ruleInvalid],
  idempotencyKey: 'optional',
})

export const listCoupons = request('orders.list-coupons', {
  summary: 'The coupons there are, by their codes, a page at a time',
  input: Exact(PageQuery),
  output: PageOf(Coupon),
  access: 'staff',
  problems: [cursorInvalid],
})

export const readCoupon = request('orders.read-coupon', {
  summary: 'Reads one coupon, and how often it was used',
  input: Exact({ code: CouponCode }),
  output: Coupon,
  access: 'staff',
  problems: [notFound],
})

export const updateCoupon = request('orders.update-coupon', {
  summary: 'Changes what is given of a coupon; orders that used it keep what it gave',
  input: Exact({ code: CouponCode, ...CouponInput }),
  output: Coupon,
  access: 'staff',
  problems: [notFound, ruleInvalid],
  conditional: true,
})
