import type * as subject from '../promotions.ts'
import type { ExamplesOf } from '../subject.ts'
import { couponCode, opened, ordered } from './story.ts'

const kept = { version: 1, createdAt: opened, updatedAt: opened }

const tenOff = {
  name: 'Ten per cent off mugs',
  benefit: { kind: 'percentage' as const, percent: 10 },
  conditions: { categories: ['mugs-and-glasses'] },
  couponOnly: true,
}
const autumn = {
  id: 'prm_01m84rbg7sf689g5drqj2m0a7c',
  ...tenOff,
  priority: 100,
  exclusive: false,
  startsAt: null,
  endsAt: null,
  active: true,
  ...kept,
}
const promotionId = autumn.id
const ended = { ...autumn, active: false, version: 2, updatedAt: ordered }

const coupon = {
  code: couponCode,
  promotionId,
  mostUses: 500,
  mostUsesPerCustomer: 1,
  startsAt: null,
  endsAt: null,
  active: true,
  used: 0,
  ...kept,
}
const { code } = coupon

/** Staff let customers with a code have mugs for less. */
export const promotions: ExamplesOf<typeof subject> = {
  createPromotion: { input: tenOff, output: autumn },
  listPromotions: { input: { limit: 20 }, output: { items: [autumn], next: null } },
  readPromotion: { input: { promotionId }, output: autumn },
  updatePromotion: { input: { promotionId, active: false }, output: ended },
  createCoupon: {
    input: { code, promotionId, mostUses: 500, mostUsesPerCustomer: 1 },
    output: coupon,
  },
  listCoupons: { input: { limit: 20 }, output: { items: [coupon], next: null } },
  readCoupon: { input: { code }, output: coupon },
  updateCoupon: {
    input: { code, mostUses: 800 },
    output: { ...coupon, mostUses: 800, version: 2, updatedAt: ordered },
  },
}
