import { setTimeout as sleep } from 'node:timers/promises'
import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { makePgArray, parsePgArray } from 'drizzle-orm/pg-core/utils/array'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { openSockets, type Sockets } from './sockets.ts'

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
    // It would ask each new connection for the types of arrays, and nobody hears if that one dies meanwhile: a rejection that
    // ends the process. The one there is here it is told.
    fetch_types: false,
    types: {
      int8: { to: 20, from: [20], serialize: String, parse: safeInteger },
      textArray: { to: 1009, from: [1009], serialize: textArray, parse: parsePgArray },
    },
    onnotice: () => undefined,
    // Its types do not know of it: https://github.com/porsager/postgres#connection-details
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
      if (retries === MOST_RETRIES || !LOST_RACES.has(sqlState(error) ?? '')) throw error
      await sleep(10 + Math.random() * Math.min(190, 40 * 2 ** retries))
    }
  }
}

const MOST_RETRIES = 5

/** Serialization failure, deadlock, lock not available. */
const LOST_RACES = new Set(['40001', '40P01', '55P03'])

/** The SQLSTATE Postgres answered, wherever in the chain of causes it is. */
export function sqlState(error: unknown): string | undefined {
  return answered(error)?.code
}

/** The constraint a statement ran into: a name somebody else has, a reference to nothing. */
export function violatedConstraint(error: unknown): string | undefined {
  return answered(error)?.constraint_name
}

const answered = (error: unknown) => causes(error).find((cause) => cause instanceof postgres.PostgresError)

/** Whether the connection failed, so that nobody can say if the statement or the commit took effect. */
export function isConnectionLost(error: unknown): boolean {
  return isSocketLost(error) || /^(08...|57P0[1-3]|25P03)$/.test(sqlState(error) ?? '')
}

/** Whether the database could not do it now, for reasons that pass: it is away, full, locked or out of time. */
export function isPassing(error: unknown): boolean {
  return isConnectionLost(error) || /^(53...|55...|57014|40001|40P01)$/.test(sqlState(error) ?? '')
}

function isSocketLost(error: unknown): boolean {
  return causes(error).some((cause) => 'code' in cause && LOST_SOCKETS.test(String(cause.code)))
}

const LOST_SOCKETS =
  /^(CONNECTION_(CLOSED|DESTROYED|ENDED)|CONNECT_TIMEOUT|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN))$/

/** An error and what caused it, at most five deep: a cause may be a circle. */
function causes(error: unknown): Error[] {
  const chain: Error[] = []
  for (let next = error; next instanceof Error && chain.length < 5; next = next.cause) chain.push(next)
  return chain
}

/** Drizzle has written the arrays of its columns already. */
const textArray = (texts: string | string[]) => (typeof texts === 'string' ? texts : makePgArray(texts))

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond what a number holds exactly`)
  return value
}

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
function guard(client: postgres.Sql, { failing }: Sockets): postgres.Sql {
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

/** Asks as soon as nothing is in the way. */
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

/** A promise of its own each time, since a shared one would collect everybody who ever waited for it. */
function forEver(): Promise<never> {
  return new Promise(ignore)
}

function ignore(): void {}

function sqlTelemetry(database: string) {
  const meter = metrics.getMeter('tradewind')
  const tracer = trace.getTracer('tradewind')
  const attributes = { 'db.name': database }
  const duration = meter.createHistogram('db.client.operation.duration', {
    description: 'From sending a statement to having its answer, waiting for a connection included',
    unit: 's',
  })
  const commits = meter.createCounter('db.client.commits', { description: 'Transactions and lone writes committed' })

  const startSpan = (query: string) =>
    tracer.startSpan(`${query.trimStart().split(/\s/, 1)[0]?.toUpperCase()} ${database}`, {
      kind: SpanKind.CLIENT,
      attributes: { ...attributes, 'db.system.name': 'postgresql', 'db.query.text': query },
    })

  return {
    committed: () => commits.add(1, attributes),
    measured(query: string, answer: Pending): Pending {
      const startedAt = performance.now()
      const span = trace.getActiveSpan()?.isRecording() ? startSpan(query) : undefined
      const record = (failure?: { 'error.type': string }) => {
        duration.record((performance.now() - startedAt) / 1_000, failure ? { ...attributes, ...failure } : attributes)
        if (failure) span?.setStatus({ code: SpanStatusCode.ERROR, message: failure['error.type'] })
        span?.end()
      }
      answer.then(
        () => record(),
        (error: unknown) =>
          record({ 'error.type': sqlState(error) ?? (isConnectionLost(error) ? 'connection' : 'client') }),
      )
      return answer
    },
  }
}
