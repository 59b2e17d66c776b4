import type postgres from 'postgres'
import { isSocketLost, sqlState } from './failures.ts'
import type { Sockets } from './sockets.ts'
import { sqlTelemetry } from './sql-telemetry.ts'

type Work<T> = (tx: postgres.TransactionSql) => Promise<T>
type Pending = postgres.PendingQuery<postgres.Row[]>
type Unsafe = (query: string, params?: Parameters<postgres.Sql['unsafe']>[1]) => Pending

/** `over` says why no further statement may be sent: the connection died, or the transaction has ended. */
type Life = { begun?: true; over?: Error }

/**
 * When a connection dies inside a transaction, postgres.js rejects `begin` but lets the callback go on. Its next statements
 * then run, and commit, on whatever connection the pool opens next, and its late COMMIT or ROLLBACK ends the transaction of
 * a stranger there. Here such a callback can neither send a statement nor finish.
 * Drizzle asks its driver for no more than these members, so they are also where all of its SQL is measured.
 */
export function guard(client: postgres.Sql, { failing }: Sockets): postgres.Sql {
  const telemetry = sqlTelemetry(client.options.database)

  async function begin<T>(work: Work<T>): Promise<T> {
    const life: Life = {}
    const open = () => client.begin((tx) => confine(life, tx, work))
    try {
      await failing()
      // The first query on a connection's new backend is rejected, unsent, with the last words of the backend before.
      const unsent = (error: unknown) => !life.begun && sqlState(error) === '57P01'
      const result = await open().catch((error: unknown) => (unsent(error) ? open() : Promise.reject(error)))
      telemetry.committed()
      return result as T
    } catch (error) {
      life.over ??= error instanceof Error ? error : new Error(String(error))
      throw error
    } finally {
      // A statement somebody forgot to await must not slip into the next transaction of this connection.
      life.over ??= new Error('The transaction has ended')
    }
  }

  /** Runs a transaction's callback, or a savepoint's, which once its connection has died can neither ask nor return. */
  async function confine<T>(life: Life, tx: postgres.TransactionSql, work: Work<T>): Promise<T> {
    life.begun = true
    const unsafe: Unsafe = (query, params) =>
      life.over ? refused(life.over) : watched(life, telemetry.measured(query, send(tx, query, params)))
    const savepoint = async (inner: Work<unknown>) => {
      if (life.over) throw life.over
      return watched(
        life,
        tx.savepoint((nested) => confine(life, nested, inner)),
      )
    }
    try {
      const result = await work({ unsafe, savepoint } as unknown as postgres.TransactionSql)
      await failing()
      return life.over ? await forEver() : result
    } catch (error) {
      if (life.over) return forEver()
      throw error
    }
  }

  const unsafe: Unsafe = (query, params) => {
    const answer = telemetry.measured(
      query,
      once(failing(), () => send(client, query, params)),
    )
    answer.then(({ command }) => command !== 'SELECT' && telemetry.committed(), ignore)
    return answer
  }
  return { options: client.options, begin, unsafe } as unknown as postgres.Sql
}

/**
 * Prepared, a statement takes one round trip instead of two and can be pipelined. Long lists of parameters come in every
 * length, and a connection would keep a plan for each.
 */
function send(through: postgres.ISql, query: string, params: Parameters<Unsafe>[1] = []): Pending {
  const answer = through.unsafe(query, params, { prepare: params.length <= 100 })
  return shaped(answer.then(intact), (shape) => void answer[shape]())
}

/** Asks at once, or as soon as `clear` resolves. */
function once(clear: Promise<void> | undefined, ask: () => Pending): Pending {
  if (!clear) return ask()
  let wanted: Shape | undefined
  return shaped(
    clear.then(() => (wanted ? ask()[wanted]() : ask())),
    (shape) => (wanted = shape),
  )
}

type Shape = 'values' | 'raw'

/** What drizzle asks of a pending query: to be awaited, and before that to give its rows in another shape. */
function shaped(answer: Promise<unknown>, want: (shape: Shape) => void): Pending {
  const wanting = (shape: Shape) => () => {
    want(shape)
    return answer
  }
  return Object.assign(answer, { values: wanting('values'), raw: wanting('raw') }) as unknown as Pending
}

/** After an answer that was cut off, postgres.js begins to count the rows of the next one where that ended. */
function intact<Rows extends postgres.RowList<postgres.Row[]>>(rows: Rows): Rows {
  if (rows.length > 0 && !(0 in rows)) rows.splice(0, rows.length - rows.count)
  return rows
}

/** Notes a lost connection before whoever awaits `answer` can react to it with another statement. */
function watched<P extends Promise<unknown>>(life: Life, answer: P): P {
  answer.catch((error: unknown) => {
    if (error instanceof Error && isSocketLost(error)) life.over ??= error
  })
  return answer
}

/** Looks like a query, but fails without touching the wire. */
function refused(reason: Error): Pending {
  const failure: Promise<never> = Promise.reject(reason)
  failure.catch(ignore)
  return shaped(failure, ignore)
}

/** Never settles. A promise of its own each time, since a shared one would collect everybody who ever waited for it. */
function forEver(): Promise<never> {
  return new Promise(ignore)
}

function ignore(): void {}
