import { clearCart } from './clear-cart.ts'
import { mergeCart } from './merge-cart.ts'
import { putCartCoupon } from './put-cart-coupon.ts'
import { putCartLine } from './put-cart-line.ts'
import { quoteCart } from './quote-cart.ts'
import { readCart } from './read-cart.ts'
import { removeCartCoupon } from './remove-cart-coupon.ts'
import { removeCartLine } from './remove-cart-line.ts'

/** What is done with carts. */
export const cartHandlers = {
  quoteCart,
  readCart,
  putCartLine,
  removeCartLine,
  clearCart,
  putCartCoupon,
  removeCartCoupon,
  mergeCart,
}
