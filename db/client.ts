import { setTimeout as sleep } from 'node:timers/promises'
import { makePgArray, parsePgArray } from 'drizzle-orm/pg-core/utils/array'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { sqlState } from './failures.ts'
import { guard } from './guard.ts'
import { openSockets } from './sockets.ts'

/** One database through a pool of connections; a query outside a transaction is one of its own. */
export type Db = PostgresJsDatabase

/** An open transaction: all of it happens, or nothing. A function that only reads takes `Db | Tx`. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

/** The driver itself, for LISTEN, scripts and tests: unmeasured, times as text, and with no way around the guard. */
export type Sql = postgres.ISql & Pick<postgres.Sql, 'listen'>

type Pool = {
  readonly max?: number
  readonly name?: string
  /** Refuses to write, and takes its time to read. */
  readonly readOnly?: boolean
}

/** Opens a pool that connects when first asked; disposing it waits up to five seconds for what is running. */
export function connectDb(
  url: string,
  { max = 10, name = 'tradewind', readOnly = false }: Pool = {},
): AsyncDisposable & { readonly db: Db; readonly sql: Sql } {
  const sockets = openSockets()
  const client = postgres(url, {
    max,
    connect_timeout: 5,
    backoff: (failures) => Math.random() * Math.min(1, 0.05 * 2 ** failures),
    connection: {
      application_name: name,
      statement_timeout: readOnly ? 60_000 : 5_000,
      default_transaction_read_only: readOnly,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      TimeZone: 'UTC',
    },
    // The driver would ask each new connection for its array types, and if that dies meanwhile, the rejection reaches nobody and
    // ends the process. The one array type that is used here is named instead.
    fetch_types: false,
    types: {
      int8: { to: 20, from: [20], serialize: String, parse: safeInteger },
      textArray: { to: 1009, from: [1009], serialize: textArray, parse: parsePgArray },
    },
    onnotice: () => undefined,
    // The driver's types leave this option out: https://github.com/porsager/postgres#connection-details
    ...({ socket: sockets.open } as object),
  })
  return {
    db: drizzle(guard(client, sockets), { casing: 'snake_case' }),
    sql: client,
    [Symbol.asyncDispose]: () => client.end({ timeout: 5 }),
  }
}

/**
 * Runs `work` in a transaction, and all of it again if it lost a race for locks or order. A lost connection is never
 * tried again: whether the transaction was committed is unknown, and only the caller can look it up.
 */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (retries === mostRetries || !lostRaces.has(sqlState(error) ?? '')) throw error
      await sleep(10 + Math.random() * Math.min(190, 40 * 2 ** retries))
    }
  }
}

const mostRetries = 5

/** Serialization failure, deadlock, lock not available. */
const lostRaces = new Set(['40001', '40P01', '55P03'])

/** Drizzle has written the arrays of its columns already. */
const textArray = (texts: string | string[]) => (typeof texts === 'string' ? texts : makePgArray(texts))

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond what a number holds exactly`)
  return value
}
