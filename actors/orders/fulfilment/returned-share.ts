import { entryOf, type Entry } from '../documents/content.ts'
import type { OrderLine } from '../order.ts'
import type { Piece } from './lines.ts'

/** What pieces of an order are worth, of which some may be back already. However they come back, all of a line are worth its total. */
export function returnedEntries(lines: readonly OrderLine[], pieces: readonly Piece[]): Entry[] {
  return pieces.flatMap(({ sku, quantity }) => {
    const line = lines.find((each) => each.sku === sku)
    if (!line) return []
    const share = (amount: number) => shareOf(amount, line, quantity)
    return [entryOf(line, { quantity, total: share(line.total.amount), tax: share(line.tax.amount) })]
  })
}

/** The part of an amount of a line that its next pieces carry: the parts of all of them add up to it. */
export function shareOf(amount: number, { quantity, returned }: OrderLine, pieces: number): number {
  // Beyond what a double counts exactly: the dearest line times its pieces.
  const until = (count: number) => (BigInt(amount) * BigInt(count)) / BigInt(quantity)
  return Number(until(returned + pieces) - until(returned))
}
