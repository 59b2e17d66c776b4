import type { Static } from 'typebox'
import type { Money } from '#subjects/common.ts'
import type { CartLine } from '#subjects/carts.ts'
import type { Template } from '../letter.ts'
import { formatMoney } from '../../money.ts'

type Data = {
  readonly number: string
  readonly lines: readonly Static<typeof CartLine>[]
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
        ? `What you sent back has arrived and is paid back to you. For what you wanted in exchange we have made the order ${number}, and everything in it is set aside for you:`
        : `We have received your order ${number}, and everything in it is set aside for you:`,
      {
        lines: lines.map((line) => ({ label: labelOf(line), amount: formatMoney(line.total) })),
        total: { label: 'Total', amount: formatMoney(total) },
      },
      `We are packing it now. If you have a question about it, tell us the number ${number} and we will find it at once.`,
    ],
  }),
}

/** A product that comes in one variant only may give both the same name. */
function labelOf({ quantity, name, title }: Static<typeof CartLine>): string {
  return `${quantity} × ${title === name ? name : `${name}, ${title}`}`
}
