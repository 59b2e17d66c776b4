import { stepOf } from '../../money.ts'
import { entryOf, type Entry } from '../documents/content.ts'
import type { OrderLine } from '../order.ts'
import type { Piece } from './lines.ts'

/**
 * What pieces of an order are worth, of which some may be back already, each in a sum that can be paid back. However they come back,
 * all of an order are worth what its lines add up to, as much of it as can be paid back: what one is short of, a later one has.
 */
export function returnedEntries(lines: readonly OrderLine[], pieces: readonly Piece[]): Entry[] {
  let worth = lines.reduce((sum, line) => sum + untilNow(line.total.amount, line), 0)
  return pieces.flatMap(({ sku, quantity }) => {
    const line = lines.find((each) => each.sku === sku)
    if (!line) return []
    const step = stepOf(line.total.currency)
    const before = worth
    worth += shareOf(line.total.amount, line, quantity)
    const total = inSteps(worth, step) - inSteps(before, step)
    return [entryOf(line, { quantity, total, tax: shareOf(line.tax.amount, line, quantity) })]
  })
}

const inSteps = (sum: number, step: number) => sum - (sum % step)

/** The part of an amount of a line that its next pieces carry: the parts of all of them add up to it. */
const shareOf = (amount: number, { quantity, returned }: OrderLine, pieces: number) =>
  shareUntil(amount, { quantity, count: returned + pieces, step: 1 }) - untilNow(amount, { quantity, returned })

const untilNow = (amount: number, { quantity, returned: count }: Pick<OrderLine, 'quantity' | 'returned'>) =>
  shareUntil(amount, { quantity, count, step: 1 })

type Until = { readonly quantity: number; readonly count: number; readonly step: number }

/** The part of an amount of so many pieces that the first of them carry, in whole steps. */
export function shareUntil(amount: number, { quantity, count, step }: Until): number {
  // Beyond what a double counts exactly: the dearest line times its pieces.
  return Number(((BigInt(amount) * BigInt(count)) / BigInt(quantity * step)) * BigInt(step))
}
