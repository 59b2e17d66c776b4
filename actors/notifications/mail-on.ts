import { notifications } from '#db/notifications/schema.ts'
import type { Tx } from '#db/client.ts'
import { newId } from '#subjects/id.ts'
import type { DataOf, EventSubject } from '#subjects/subject.ts'
import { type Bound, onAll, type Reaction } from '../actor.ts'
import type { Template } from './letter.ts'
import { mayBeAdvertisedTo } from './preferences.ts'
import type { Tools } from './tools.ts'

type Addressed<Data> = { readonly userId: string; readonly data: Data }

/** Queues a mail for every reader that `address` finds for an event. The unique index lets each event cause one for each of them. */
export function mailOn<E extends EventSubject, Data extends Record<string, unknown>>(
  subject: E,
  template: Template<Data>,
  address: (fact: DataOf<E>) => Addressed<Data> | readonly Addressed<Data>[] | undefined,
): Bound<Tools> {
  const readersOf = (fact: DataOf<E>) => [address(fact) ?? []].flat() as readonly Addressed<Data>[]
  const only = (fact: DataOf<E>) => readersOf(fact).length > 0
  const queue: Reaction<E, Tools> = async (events, { tx, wake }) => {
    const letters = events.flatMap(({ id: causeId, data: fact }) => {
      return readersOf(fact).map((addressed) => ({ causeId, ...addressed }))
    })
    await queueMails(tx, template, letters)
    return () => wake('send mails')
  }
  return onAll(subject, queue, { only })
}

/** Writes down mails that are to be sent, each with the event that caused it. */
export async function queueMails<Data extends Record<string, unknown>>(
  tx: Tx,
  template: Template<Data>,
  letters: readonly (Addressed<Data> & { readonly causeId: string })[],
): Promise<void> {
  const rows = letters.map(({ causeId, userId, data }) => {
    const [line, { name }] = [template.subject(data), template]
    return { id: newId('ntf'), causeId, channel: 'email' as const, userId, template: name, data, subject: line }
  })
  const wanted = template.marketing ? await rowsWanted(tx, rows) : rows
  if (wanted.length === 0) return
  // In one order everywhere, so that two instances wait for each other instead of deadlocking.
  const sorted = wanted.toSorted((a, b) => (`${a.causeId} ${a.userId}` < `${b.causeId} ${b.userId}` ? -1 : 1))
  await tx.insert(notifications).values(sorted).onConflictDoNothing()
}

async function rowsWanted<Row extends { userId: string }>(tx: Tx, rows: readonly Row[]): Promise<readonly Row[]> {
  if (rows.length === 0) return rows
  const userIds = rows.map(({ userId }) => userId)
  const readers = await mayBeAdvertisedTo(tx, userIds)
  return rows.filter(({ userId }) => readers.has(userId))
}
