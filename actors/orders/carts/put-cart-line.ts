import type * as subject from '#subjects/carts.ts'
import { productUnavailable } from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../../actor.ts'
import type { OrdersTools } from '../tools.ts'
import { mostLines } from './cart.ts'
import type { SeenCart } from './look-at-carts.ts'
import { priceCart, unseenPrices } from './price-cart.ts'
import { fullCart, noteSeen } from './put-lines.ts'
import { showCart } from './show-cart.ts'

/** Sets how many of a SKU are in the caller's cart, opening one if there is none. */
export const putCartLine: Handler<typeof subject.putCartLine, OrdersTools> = async (line, context) => {
  const { db, carts, caller, now } = context
  const seen = withLine(await carts.look(caller.id), line)
  if (seen.cart.lines.length > mostLines) throw fullCart()
  const { cart, prices } = await priceCart(seen, context)
  if (cart.unavailable.includes(line.sku)) throw productUnavailable(`${line.sku} is not for sale`, { skus: [line.sku] })
  const put = await carts.put({ customerId: caller.id, ...line, price: prices.get(line.sku) ?? null, at: now() })
  const { cartId, version, lines } = seen.cart
  // Somebody changed it in another tab since it was read, or it was ordered and this is the next one.
  if (put.version !== version || (cartId !== unopened && put.cartId !== cartId)) return showCart(context)
  await noteSeen(
    db,
    put.cartId,
    unseenPrices(lines, prices).filter(({ sku }) => sku !== line.sku),
  )
  return { ...cart, id: put.cartId }
}

type Line = InputOf<typeof subject.putCartLine>

/** Of a cart that is opened with its first line. */
const unopened = ''

/** The cart as it will be with the line. */
function withLine(seen: SeenCart, { sku, quantity }: Line): SeenCart & Required<Pick<SeenCart, 'cart'>> {
  const { cart = { cartId: unopened, version: 0, lines: [], couponCode: null, coupon: null } } = seen
  const known = cart.lines.some((one) => one.sku === sku)
  const lines = known
    ? cart.lines.map((one) => (one.sku === sku ? { ...one, quantity } : one))
    : [...cart.lines, { sku, quantity, seenPrice: null }]
  return { ...seen, cart: { ...cart, version: cart.version + 1, lines } }
}
