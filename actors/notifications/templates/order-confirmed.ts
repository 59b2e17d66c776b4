import type { Static } from 'typebox'
import type { Money } from '#subjects/common.ts'
import type { CartLine } from '#subjects/carts.ts'
import type { Template } from '../letter.ts'
import { formatMoney } from '../../money.ts'

type Line = Static<typeof CartLine> & {
  /** How many of these have yet to come. */
  readonly backordered?: number
  readonly expectedAt?: string
}

type Data = {
  readonly number: string
  readonly lines: readonly Line[]
  readonly total: Static<typeof Money>
  /** Whether it replaces what came back. */
  readonly isExchange?: boolean
}

/** Tells that an order is certain, and what is in it. */
export const orderConfirmedMail: Template<Data> = {
  name: 'order-confirmed',
  subject: ({ number }) => `Your order ${number} is confirmed`,
  write: ({ number, lines, total, isExchange }) => ({
    heading: isExchange ? 'Your exchange is confirmed' : 'Thank you for your order',
    parts: [
      isExchange
        ? `What you sent back has arrived and is paid back to you. For what you wanted in exchange we have made the order ${number}, and ${setAside(lines)}:`
        : `We have received your order ${number}, and ${setAside(lines)}:`,
      {
        lines: lines.map((line) => ({ label: labelOf(line), amount: formatMoney(line.total) })),
        total: { label: 'Total', amount: formatMoney(total) },
      },
      ...lines.flatMap(awaited),
      `We are packing it now. If you have a question about it, tell us the number ${number} and we will find it at once.`,
    ],
  }),
}

const setAside = (lines: readonly Line[]) =>
  lines.some(({ backordered }) => backordered)
    ? 'all of it is yours, though not everything is here yet'
    : 'everything in it is set aside for you'

/** What its reader has to wait for. */
function awaited({ backordered, expectedAt, ...line }: Line): readonly string[] {
  if (!backordered) return []
  const when = expectedAt ? `, which we expect by ${day.format(new Date(expectedAt))}` : ''
  return [`Still on its way to us: ${labelOf({ ...line, quantity: backordered })}${when}.`]
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A product that comes in one variant only may give both the same name. */
function labelOf({ quantity, name, title }: Static<typeof CartLine>): string {
  return `${quantity} × ${title === name ? name : `${name}, ${title}`}`
}
