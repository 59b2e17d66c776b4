import { Type } from 'typebox'

/** A payment method at the provider (`pm_…`); card data itself never reaches us. */
export const PaymentMethodToken = Type.String({ pattern: '^pm_[A-Za-z0-9_]{1,100}$' })

/** What is paid with: a token for this once (`pm_…`), or a card that is kept for the caller (`pmt_…`). */
export const PaidWith = Type.String({
  pattern: '^(pm_[A-Za-z0-9_]{1,100}|pmt_[0-7][0-9a-hjkmnp-tv-z]{25})$',
  description: 'A token of the provider for this once (`pm_…`), or one of the payment methods that are kept (`pmt_…`)',
})
