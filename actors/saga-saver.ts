import type { Db, Tx } from '#db/client.ts'
import type { Envelope } from '#subjects/envelope.ts'
import type { ProblemBody } from '#subjects/problem.ts'
import type { Context } from './actor.ts'
import { batching } from './batching.ts'
import { type Move, type SagaRow, saveMoves } from './saga-store.ts'

/** Records a move, and writes what belongs to it. Null if somebody else moved the saga first; then nothing was written. */
export type Save = (move: Move, context: Context, writing?: Writing) => Promise<SagaRow | null>

/** What is written along with a move. `all` is one function for all sagas at the same step, which is what lets them share a transaction. */
type Writing = {
  readonly all: (tx: Tx, works: readonly never[], at: Date) => Promise<void>
  readonly data: object
  readonly problem?: ProblemBody
}

type Asked = { readonly move: Move; readonly context: Context; readonly writing: Writing }

/** Records the moves of one owner: those that come at the same time, and write the same, share their statements and their commit. */
export function openSaver(owner: string): Save {
  const savers = new WeakMap<Db, (move: Move) => Promise<SagaRow | null>>()
  const writers = new WeakMap<Writing['all'], (asked: Asked) => Promise<SagaRow | null>>()
  return (move, context, writing) => {
    const { db } = context
    if (writing) {
      const write =
        writers.get(writing.all) ?? batching((asked: readonly Asked[]) => saveAndWrite(owner, asked), { apart: true })
      writers.set(writing.all, write)
      return write({ move, context, writing })
    }
    const save = savers.get(db) ?? batching((moves: readonly Move[]) => saveMoves(db, owner, moves))
    savers.set(db, save)
    return save(move)
  }
}

/** One transaction for all. If one of them breaks it, each gets its own. */
async function saveAndWrite(owner: string, asked: readonly Asked[]): Promise<readonly (SagaRow | null)[]> {
  const [first] = asked
  if (!first) return []
  const { context, writing } = first
  return context.transaction(async (tx) => {
    const rows = await saveMoves(
      tx,
      owner,
      asked.map(({ move }) => move),
    )
    const moved = asked.filter((_, index) => rows[index])
    if (moved.length > 0) await writing.all(tx, moved.map(workOf) as never[], context.now())
    return rows
  })
}

const workOf = ({ context: { envelope }, writing: { data, problem } }: Asked): WorkOf => ({
  data,
  envelope,
  ...(problem && { problem }),
})

type WorkOf = { readonly data: object; readonly envelope: Envelope; readonly problem?: ProblemBody }
