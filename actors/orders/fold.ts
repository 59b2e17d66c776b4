import type { OrderLine, OrderRow } from './order.ts'

/** The part of an order that its history makes: all but how often it changed and when, which the history is itself. */
export type Folded = Omit<OrderRow, 'version' | 'createdAt' | 'updatedAt' | 'toldPendingAt'>

export function foldedPart(row: OrderRow): Folded {
  const { version: _version, createdAt: _createdAt, updatedAt: _updatedAt, toldPendingAt: _told, ...part } = row
  return part
}

/** An entry of a history, as much of it as makes an order. */
export type Entry = { readonly seq: number; readonly at: Date; readonly data: { changes: Record<string, unknown> } }

/** An order and its lines as the entries of its history have made them, the oldest first; undefined without a beginning. */
export function fold(entries: readonly Entry[]): { row: OrderRow; lines: OrderLine[] } | undefined {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) return undefined
  let part: Record<string, unknown> = {}
  const lines = new Map<string, OrderLine>()
  for (const { data } of entries) {
    const { lines: changed = [], ...changes } = data.changes as { lines?: OrderLine[] } & Record<string, unknown>
    part = { ...part, ...changes }
    for (const line of changed) lines.set(line.sku, { ...lines.get(line.sku), ...line })
  }
  const times = { createdAt: first.at, updatedAt: last.at, toldPendingAt: null }
  return { row: { ...(part as Folded), version: last.seq, ...times }, lines: [...lines.values()] }
}
