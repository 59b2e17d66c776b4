import { stepOf } from '../../money.ts'
import { entryOf, type Entry } from '../documents/content.ts'
import type { OrderLine } from '../order.ts'
import type { Piece } from './lines.ts'

/**
 * What pieces of an order are worth, of which some may be back already. However they come back, all of a line are worth its total,
 * as much of it as can be paid back.
 */
export function returnedEntries(lines: readonly OrderLine[], pieces: readonly Piece[]): Entry[] {
  return pieces.flatMap(({ sku, quantity }) => {
    const line = lines.find((each) => each.sku === sku)
    if (!line) return []
    const { amount, currency } = line.total
    const total = shareOf(amount, line, { pieces: quantity, step: stepOf(currency) })
    return [entryOf(line, { quantity, total, tax: shareOf(line.tax.amount, line, { pieces: quantity }) })]
  })
}

type Share = { readonly pieces: number; readonly step?: number }

/** The part of an amount of a line that its next pieces carry, in whole steps: the parts of all of them add up to it. */
export function shareOf(amount: number, { quantity, returned }: OrderLine, { pieces, step = 1 }: Share): number {
  const until = (count: number) => shareUntil(amount, { quantity, count, step })
  return until(returned + pieces) - until(returned)
}

type Until = { readonly quantity: number; readonly count: number; readonly step: number }

/** The part of an amount of so many pieces that the first of them carry, in whole steps. */
export function shareUntil(amount: number, { quantity, count, step }: Until): number {
  // Beyond what a double counts exactly: the dearest line times its pieces.
  return Number(((BigInt(amount) * BigInt(count)) / BigInt(quantity * step)) * BigInt(step))
}
