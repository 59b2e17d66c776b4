import { sql } from 'drizzle-orm'
import { connectDb } from '#db/client.ts'
import { connectBus } from '#subjects/bus.ts'
import type { InputOf } from '#subjects/subject.ts'
import { lockRow, noteRow } from './contracts.ts'

/** `node bench/reserve/plain-actor.ts <broker> <database>` serves the two yardsticks: a lock and a commit for each request, and a commit alone. */
const [, , url = '', databaseUrl = ''] = process.argv
const { db } = connectDb(databaseUrl, { max: 10, name: 'bench' })
const bus = await connectBus({ url, name: 'bench-plain' })
await bus.serve({
  name: 'bench',
  version: '0.1.0',
  endpoints: [
    {
      subject: lockRow,
      answer: (input) => takeOne(input as InputOf<typeof lockRow>),
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

async function takeOne({ orderId, sku }: InputOf<typeof lockRow>): Promise<null> {
  const { count } = await db.execute(sql`
    with taken as (update bench_stocks set available = available - 1 where sku = ${sku} and available >= 1 returning sku)
    insert into bench_reservations (order_id, sku, quantity) select ${orderId}, sku, 1 from taken`)
  if (count === 0) throw new Error(`There is no ${sku} left`)
  return null
}
