import type { documents } from '#db/orders/schema.ts'

export type DocumentRow = typeof documents.$inferSelect
export type Kind = DocumentRow['kind']

const prefixes: Readonly<Record<Kind, string>> = { invoice: 'INV', 'credit-note': 'CN' }

/** How a document is called. */
export const nameOf = ({ kind, number }: Pick<DocumentRow, 'kind' | 'number'>): string =>
  `${prefixes[kind]}-${String(number).padStart(8, '0')}`
