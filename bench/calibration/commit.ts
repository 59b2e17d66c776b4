import { connectDb } from '#db/client.ts'
import type { Calibration } from '../calibration.ts'

/** A transaction of one small row on the stack's database server, over connections of their own. */
export const commit: Calibration = {
  summary: 'one-row Postgres commits, 8 connections',
  workers: 8,
  async prepare({ postgres: url }, workers) {
    if (url === undefined) return undefined
    await using stack = new AsyncDisposableStack()
    const { sql } = stack.use(connectDb(url, { max: workers, name: 'bench' }))
    await sql`drop table if exists bench_commits`
    await sql`create table bench_commits (id bigint generated always as identity primary key, note text not null)`
    stack.defer(async () => {
      await sql`drop table bench_commits`
    })
    const opened = stack.move()
    return {
      operation: async () => sql`insert into bench_commits (note) values ('tradewind')`,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  },
}
