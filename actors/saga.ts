import type { Db, Tx } from '#db/client.ts'
import { type Envelope, withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { jittered } from '#subjects/jitter.ts'
import { Problem, type ProblemBody, timedOut } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import type { Context } from './actor.ts'
import { batching } from './batching.ts'
import { openSaver, type Save } from './saga-saver.ts'
import {
  claimSagas,
  dueSagas,
  insertSagas,
  type Kind,
  renewLeases,
  type Move,
  type SagaRow,
  type SagaState,
  stateOf,
  turnBack,
} from './saga-store.ts'

type Data = Record<string, unknown>

/** What one saga is about, and whose message began it. */
export type Work<D> = { readonly data: D; readonly envelope: Envelope }

/** One step of a saga: it asks somebody else (`run`), or writes here in the transaction that records it (`write`). */
export type Step<D extends Data> = {
  readonly name: string
  /** Asks others. Done again after a crash, so it must be harmless twice. What it returns is remembered. */
  readonly run?: (data: D, context: Context) => Promise<Partial<D> | Wait<D> | null>
  /** Writes here, together with the note that it did: for all who are at this step now. */
  readonly write?: (tx: Tx, works: readonly Work<D>[], at: Date) => Promise<void>
  /** Takes back what `run` did, or would still do if its message arrived late. Accepts that it never happened. */
  readonly undo?: (data: D, context: Context) => Promise<unknown>
  /** What `run` and `undo` ask others, for whoever wants to know why it takes long. */
  readonly asks?: { readonly run: RequestSubject; readonly undo?: RequestSubject }
  /** After this step there is no way back: what follows is tried until it is done. */
  readonly pivot?: true
}

/** A table of steps and undos. A piece of work is a row, never replayed code, so a deploy cannot strand it. */
export type Saga<D extends Data> = {
  readonly name: string
  readonly steps: readonly Step<D>[]
  /** Before the pivot, work that does not get through for this long is undone. */
  readonly giveUpAfterMs: number
  /** Writes how it ended, once everything is undone. One without a pivot is never undone: it is tried until it is done. */
  readonly failed?: (tx: Tx, works: readonly (Work<D> & { readonly problem: ProblemBody })[], at: Date) => Promise<void>
  /** Writes that somebody outside has to act, in the transaction that records the wait. */
  readonly waits?: (tx: Tx, works: readonly Work<D>[], at: Date) => Promise<void>
}

/** A step's way of saying that somebody outside has to act first. The saga looks again when signalled, or after `waitMs`. */
export class Wait<D extends Data> {
  readonly waitMs: number
  readonly learned: Partial<D>
  /** They have to do something else than before. */
  readonly isOther: boolean
  constructor(waitMs: number, learned: Partial<D>, isOther = false) {
    this.waitMs = waitMs
    this.learned = learned
    this.isOther = isOther
  }
}

/** Runs the rows of one saga; every instance of an actor has one. Disposing it waits for the steps that are being taken. */
export type SagaRunner<D extends Data> = AsyncDisposable & {
  readonly saga: Saga<D>
  /** Records new work in the transaction that accepts it, held by this instance: `advance` it once that is committed. */
  readonly begin: (tx: Tx, works: readonly ({ id: string } & Work<D>)[]) => Promise<ReadonlyMap<string, Begun>>
  /** Takes a saga as far as it goes now. `running` and `undoing` mean that it will be tried again. */
  readonly advance: (id: string, context: Context, begun?: Begun) => Promise<SagaState>
  /** As `advance`, but comes back as soon as the pivot is passed; what follows goes on without the caller. */
  readonly decide: (id: string, context: Context, begun?: Begun) => Promise<SagaState>
  /** Has sagas undone that are not past their pivot, whatever step they are at; answers which. */
  readonly turnBack: (tx: Tx, ids: readonly string[], problem: ProblemBody) => Promise<ReadonlySet<string>>
  /** Takes up what is due and held by nobody: its time has come, or its holder died. Called every few seconds, it also keeps hold of what is underway. */
  readonly resumeDue: (context: Context) => Promise<void>
}

/** A saga as it was begun, for whoever began it to go on with. */
export type Begun = SagaRow

type Underway = { readonly settled: Promise<SagaState>; readonly decided: Promise<SagaState> }

export function sagaRunner<D extends Data>(saga: Saga<D>): SagaRunner<D> {
  const owner = newId('own')
  const underway = new Map<string, Underway>()
  const kind: Kind = { name: saga.name, steps: saga.steps.map(({ name }) => name) }
  const resumed = new Set<string>()
  const save = openSaver(owner)
  const renew = renewer(owner)
  const claim = claimer(kind, owner)

  const start = (id: string, context: Context, begun?: Begun): Underway => {
    const known = underway.get(id)
    if (known) return known
    const { promise: decided, resolve } = Promise.withResolvers<SagaState>()
    const take = async () => {
      const row = begun ?? (await claim(context.db, id))
      return row ? takeAsFarAsItGoes({ saga, owner, save }, row, context, resolve) : stateOf(context.db, id)
    }
    const settled = take().finally(() => underway.delete(id))
    const work = { settled, decided: Promise.race([decided, settled]) }
    underway.set(id, work)
    // Whoever waits for one of the two may not be waiting for the other.
    work.decided.catch(() => {})
    settled.catch((error: unknown) => context.log.error({ err: error, saga: id }, 'a saga could not be advanced'))
    return work
  }

  return {
    saga,
    begin: (tx, works) =>
      insertSagas(tx, kind, {
        owner,
        begun: works.map(({ id, data, envelope: { caller, correlationId } }) => {
          return { id, data, envelope: { caller, correlationId } }
        }),
      }),
    advance: (id, context, begun) => start(id, context, begun).settled,
    decide: (id, context, begun) => start(id, context, begun).decided,
    turnBack: (tx, ids, problem) =>
      turnBack(tx, { ...kind, steps: kind.steps.slice(0, pivotOf(saga) + 1) }, { ids, problem }),
    resumeDue: async (context) => {
      await renew(context.db, [...underway.keys()])
      const room = mostResumed - resumed.size
      // Not awaited: one that takes long must not keep the next ones from being taken up.
      for (const id of room > 0 ? await dueSagas(context.db, kind, room) : []) {
        resumed.add(id)
        start(id, context)
          .settled.catch(() => {})
          .finally(() => resumed.delete(id))
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled([...underway.values()].map(({ settled }) => settled))
    },
  }
}

type Runner<D extends Data> = {
  readonly saga: Saga<D>
  readonly owner: string
  readonly save: Save
}

/** Takes step after step while this instance holds the saga; `decided` hears when the pivot is passed. */
async function takeAsFarAsItGoes<D extends Data>(
  { saga, owner, save }: Runner<D>,
  claimed: SagaRow,
  context: Context,
  decided: (state: SagaState) => void,
): Promise<SagaState> {
  let row: SagaRow | null = claimed
  while (row?.leaseOwner === owner) {
    const current: SagaRow = row
    if (isPastPivot(saga, current)) decided(current.state)
    const own = context.within(current.envelope as Envelope)
    if (context.stopping.aborted) row = await save(released(current), own)
    else row = await withinEnvelope(own.envelope, () => takeStep(saga, current, own, save))
  }
  if (row) tellTrouble(row, context)
  return row?.state ?? stateOf(context.db, claimed.id)
}

/** What needs a person is never silent: where a saga stopped for good, and where it has been knocking for long. */
function tellTrouble({ id, state, step, attempt, lastError }: SagaRow, { log }: Context): void {
  const trouble = { saga: id, step, attempt, err: lastError }
  if (state === 'needs_attention') log.error(trouble, 'a saga needs somebody to look at it')
  else if (attempt > 0 && attempt % 10 === 0) log.error(trouble, 'a saga does not get through')
}

const renewEveryMs = 3_000

/** Keeps hold of what is underway, every few seconds however often it is called. */
function renewer(owner: string): (db: Db, ids: readonly string[]) => Promise<void> {
  let renewedAt = 0
  return async (db, ids) => {
    if (ids.length === 0 || performance.now() - renewedAt < renewEveryMs) return
    renewedAt = performance.now()
    await renewLeases(db, owner, ids)
  }
}

/** Taken up at once by one instance, beside those that callers wait for. */
const mostResumed = 100

const pivotOf = <D extends Data>({ steps }: Saga<D>) => steps.findIndex(({ pivot }) => pivot)
const indexOf = <D extends Data>({ steps }: Saga<D>, { step }: SagaRow) => steps.findIndex(({ name }) => name === step)
const isPastPivot = <D extends Data>(saga: Saga<D>, row: SagaRow) =>
  row.state === 'running' && indexOf(saga, row) > pivotOf(saga)

/** Takes hold of sagas, of all that are asked for at the same time in one statement. */
function claimer(kind: Kind, owner: string): (db: Db, id: string) => Promise<SagaRow | null> {
  const claimers = new WeakMap<Db, (id: string) => Promise<SagaRow | null>>()
  return (db, id) => {
    const claim = claimers.get(db) ?? batching((ids: readonly string[]) => claimSagas(db, kind, { ids, owner }))
    claimers.set(db, claim)
    return claim(id)
  }
}

/** Performs one step, forward or backward, and records where that leaves the saga. */
async function takeStep<D extends Data>(
  saga: Saga<D>,
  row: SagaRow,
  context: Context,
  save: Save,
): Promise<SagaRow | null> {
  const index = indexOf(saga, row)
  const current = saga.steps[index]
  if (!current) throw new Error(`There is no step ${row.step}`)
  const data = row.data as D
  try {
    if (row.state === 'undoing') return await backward(saga, row, { current, index, data, context, save })
    return await forward(saga, row, { current, index, data, context, save })
  } catch (error) {
    return save(afterFailure(saga, row, index, error), context)
  }
}

/** Where a saga stands, with all that taking its step needs. */
type At<D extends Data> = { current: Step<D>; index: number; data: D; context: Context; save: Save }

async function forward<D extends Data>(saga: Saga<D>, row: SagaRow, { current, index, data, context, save }: At<D>) {
  const learned = (await current.run?.(data, context)) ?? null
  if (learned instanceof Wait) {
    const known = { ...data, ...learned.learned }
    const isNews = row.state !== 'waiting' || learned.isOther
    const move = { ...released(row), state: 'waiting' as const, data: known, delayMs: learned.waitMs, attempt: 0 }
    return save(move, context, isNews && saga.waits ? { all: saga.waits, data: known } : undefined)
  }
  const next = saga.steps[index + 1]
  const known = learned ? { ...data, ...learned } : data
  const move: Move = {
    ...held(row),
    state: next ? 'running' : 'done',
    step: next?.name ?? current.name,
    ...(learned && { data: known }),
    attempt: 0,
    release: !next,
  }
  const { write } = current
  // What has nothing to undo and taught us nothing is harmless to do again: it is noted along with what comes next.
  if (next && !write && !learned && !next.undo && row.state === 'running')
    return { ...row, step: next.name, attempt: 0 }
  return save(move, context, write && { all: write, data: known })
}

async function backward<D extends Data>(saga: Saga<D>, row: SagaRow, { current, index, data, context, save }: At<D>) {
  await current.undo?.(data, context)
  const previous = saga.steps.slice(0, index).findLast(({ undo }) => undo)
  if (previous) return save({ ...held(row), step: previous.name, attempt: 0 }, context)
  const problem = row.problem as ProblemBody
  return save({ ...released(row), state: 'undone' }, context, saga.failed && { all: saga.failed, data, problem })
}

/** A refusal before the pivot unwinds, beginning with the step that failed: its effect may exist. Anything else is tried again. */
function afterFailure<D extends Data>(saga: Saga<D>, row: SagaRow, index: number, error: unknown): Move {
  const lastError = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 1_000) : String(error)
  const refused = error instanceof Problem && error.body.status < 500
  const canUndo = row.state !== 'undoing' && index <= pivotOf(saga)
  const again: Move = { ...released(row), attempt: row.attempt + 1, lastError, delayMs: retryDelayMs(row.attempt) }
  if (canUndo && refused) return { ...held(row), state: 'undoing', problem: error.body, attempt: 0, lastError }
  if (canUndo && row.ageMs > saga.giveUpAfterMs) {
    return {
      ...held(row),
      state: 'undoing',
      problem: timedOut(`${row.step} did not get through`).body,
      attempt: 0,
      lastError,
    }
  }
  if (refused) return { ...again, state: 'needs_attention' }
  return again
}

const retryDelayMs = (attempt: number) => jittered(Math.min(200 * 2 ** attempt, 30_000), 0.25)

/** The move that leaves a saga where it is, and in our hands. */
const held = ({ id, version, signals, state, step, problem, attempt, lastError }: SagaRow): Move => ({
  id,
  version,
  signals,
  state,
  step,
  problem,
  attempt,
  lastError,
  release: false,
  delayMs: 0,
})

/** As `held`, but anybody may take it up from now on. */
const released = (row: SagaRow): Move => ({ ...held(row), release: true })
