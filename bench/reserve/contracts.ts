import { Type } from 'typebox'
import { Exact, OrderId, Sku, Text } from '#subjects/common.ts'
import { request } from '#subjects/subject.ts'

const taking = {
  input: Exact({ orderId: OrderId, sku: Sku }),
  output: Type.Null(),
  access: 'internal',
  timeoutMs: 10_000,
} as const

/** Locks the row, looks whether there is enough, and takes one unit: a transaction for each buyer. */
export const lockRow = request('bench.lock-row', {
  summary: 'Reserves one unit under a lock of its row',
  ...taking,
})

/** Takes one unit with one conditional statement, the least that sells no unit twice: it, too, waits for the row. */
export const takeOne = request('bench.take-one', {
  summary: 'Reserves one unit in one statement',
  ...taking,
})

/** The least a request can do that keeps something. */
export const noteRow = request('bench.note-row', {
  summary: 'Writes one row',
  input: Exact({ note: Text(100) }),
  output: Type.Null(),
  access: 'internal',
})
