import { createCoupon, listCoupons, readCoupon, updateCoupon } from './coupons.ts'
import { createPromotion, listPromotions, readPromotion, updatePromotion } from './promotions.ts'
import {
  createShippingMethod,
  deleteShippingMethod,
  listShippingMethods,
  readShippingMethod,
  updateShippingMethod,
} from './shipping-methods.ts'
import { readStore, updateStore } from './store.ts'
import { createTaxRate, deleteTaxRate, listTaxRates, readTaxRate, updateTaxRate } from './tax-rates.ts'

/** What staff do about the rules that prices depend on. */
export const ruleHandlers = {
  createPromotion,
  listPromotions,
  readPromotion,
  updatePromotion,
  createCoupon,
  listCoupons,
  readCoupon,
  updateCoupon,
  createShippingMethod,
  listShippingMethods,
  readShippingMethod,
  updateShippingMethod,
  deleteShippingMethod,
  createTaxRate,
  listTaxRates,
  readTaxRate,
  updateTaxRate,
  deleteTaxRate,
  readStore,
  updateStore,
}
