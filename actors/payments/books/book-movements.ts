import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import type { Movement } from '../provider-port.ts'

type Entry = { readonly transfer: string; readonly kind: string; readonly account: string; readonly amount: number }

/**
 * Books what only the provider can tell: what it keeps for itself, what it pays out, what is disputed. Each movement is a transfer
 * by its id, so it is booked once however often it is told. What was taken and refunded is booked from our own payments.
 */
export async function bookMovements(db: Db, movements: readonly Movement[]): Promise<void> {
  const entries = movements.flatMap((movement) =>
    entriesOf(movement).map((entry) => ({ ...entry, currency: movement.currency })),
  )
  if (entries.length === 0) return
  await db.execute(sql`
    insert into transactions (transfer, kind, account, amount, currency)
    select transfer, kind, account, amount, currency from jsonb_to_recordset(${json(entries)})
      as entry (transfer text, kind text, account text, amount bigint, currency text)
    where not exists (select from transactions known where known.transfer = entry.transfer)
    order by transfer
    on conflict (transfer, account) do nothing`)
}

function entriesOf({ id: transfer, kind, amount, fee }: Movement): Entry[] {
  const of = (kind: string, account: string, sum: number) => ({
    transfer: `${kind}:${transfer}`,
    kind,
    account,
    amount: sum,
  })
  const other = others[kind]
  const named = kind === 'cost' ? 'fee' : kind
  const moved = other ? [of(named, other, -amount), of(named, 'provider_clearing', amount)] : []
  const kept = [of('fee', 'fees', fee), of('fee', 'provider_clearing', -fee)]
  return [...moved, ...kept].filter((entry) => entry.amount !== 0)
}

/** Where it went, or where it came from; what is ours is booked from our payments. */
const others: Readonly<Record<Movement['kind'], string | undefined>> = {
  payout: 'bank',
  dispute: 'disputes',
  cost: 'fees',
  adjustment: 'adjustments',
  ours: undefined,
  other: undefined,
}
