import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import type { ProblemBody } from '#subjects/problem.ts'
import { type SagaRow, type SagaState, takenAway } from './saga-store.ts'

/** What somebody can make of a saga that does not get through by itself. */
export type Resolution = 'retry' | 'skip' | 'compensate'

/** Where a saga goes on. */
export type Way = { readonly state: SagaState; readonly step: string; readonly problem?: ProblemBody }

type Stored = Pick<SagaRow, 'id' | 'version' | 'state' | 'step' | 'problem'>

/** The steps of a saga, as far as it matters which of them can be undone. */
type Table = { readonly steps: readonly { readonly name: string; readonly pivot?: true; readonly write?: unknown }[] }

/**
 * The ways on from where a saga stands; one that is missing is not open. A step can be skipped only past the pivot, where its
 * effect elsewhere is all that is missing; before it, everything can be undone. `problem` is what is told of one that is.
 */
export function waysOn({ steps }: Table, row: Stored, problem: ProblemBody): Partial<Record<Resolution, Way>> {
  const { state, step } = row
  const [index, pivot] = [steps.findIndex(({ name }) => name === step), steps.findIndex(({ pivot }) => pivot)]
  if (index < 0 || state === 'done' || state === 'undone') return {}
  if (isUndoing(row)) return { retry: { state: 'undoing', step }, compensate: { state: 'undoing', step } }
  const retry: Way = { state: state === 'needs_attention' ? 'running' : state, step }
  if (index <= pivot) return { retry, compensate: { state: 'undoing', step, problem } }
  // What is written here is written by nobody else.
  if (steps[index]?.write) return { retry }
  const next = steps[index + 1]
  return { retry, skip: next ? { state: 'running', step: next.name } : { state: 'done', step } }
}

/** One that needs attention has a problem only if that is what it is undone for. */
export const isUndoing = ({ state, problem }: Pick<Stored, 'state' | 'problem'>): boolean =>
  state === 'undoing' || (state === 'needs_attention' && problem !== null)

/** Puts a locked saga on another way, at once. Whoever holds it loses it, and what they still do comes as if twice, or late. */
export async function putOnWay(tx: Tx, { id, version }: Stored, { state, step, problem }: Way): Promise<void> {
  await tx
    .update(sagas)
    .set({ state, step, ...(problem && { problem }), ...takenAway })
    .where(and(eq(sagas.id, id), eq(sagas.version, version)))
}
