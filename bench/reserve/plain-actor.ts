import { sql } from 'drizzle-orm'
import { connectDb, transaction } from '#db/client.ts'
import { connectBus } from '#subjects/bus.ts'
import type { InputOf } from '#subjects/subject.ts'
import { lockRow, noteRow, takeOne } from './contracts.ts'

/** `node bench/reserve/plain-actor.ts <broker> <database>` serves the yardsticks: a lock, or one statement, and a commit for each request, and a commit alone. */
const [, , url = '', databaseUrl = ''] = process.argv
const { db } = connectDb(databaseUrl, { max: 10, name: 'bench' })
const bus = await connectBus({ url, name: 'bench-plain' })
await bus.serve({
  name: 'bench',
  version: '0.1.0',
  endpoints: [
    {
      subject: lockRow,
      answer: (input) => lockAndTake(input as InputOf<typeof lockRow>),
    },
    {
      subject: takeOne,
      answer: (input) => takeAtOnce(input as InputOf<typeof takeOne>),
    },
    {
      subject: noteRow,
      answer: async (input) => {
        await db.execute(sql`insert into bench_notes (note) values (${(input as InputOf<typeof noteRow>).note})`)
        return null
      },
    },
  ],
  maxInFlight: 512,
  onBug: (error) => console.error(error),
})
process.send?.('ready')
process.once('disconnect', () => process.exit())

function lockAndTake({ orderId, sku }: InputOf<typeof lockRow>): Promise<null> {
  return transaction(db, async (tx) => {
    const [row] = await tx.execute<{ available: number }>(sql`
      select available from bench_stocks where sku = ${sku} for update`)
    if (!row || row.available < 1) throw new Error(`There is no ${sku} left`)
    await tx.execute(sql`update bench_stocks set available = available - 1 where sku = ${sku}`)
    await tx.execute(sql`insert into bench_reservations (order_id, sku, quantity) values (${orderId}, ${sku}, 1)`)
    return null
  })
}

async function takeAtOnce({ orderId, sku }: InputOf<typeof takeOne>): Promise<null> {
  const { count } = await db.execute(sql`
    with taken as (update bench_stocks set available = available - 1 where sku = ${sku} and available >= 1 returning sku)
    insert into bench_reservations (order_id, sku, quantity) select ${orderId}, sku, 1 from taken`)
  if (count === 0) throw new Error(`There is no ${sku} left`)
  return null
}
