import { notifications } from '#db/notifications/schema.ts'
import { newId } from '#subjects/id.ts'
import type { DataOf, EventSubject } from '#subjects/subject.ts'
import { listStaff } from '#subjects/users.ts'
import { type Bound, onAll } from '../actor.ts'
import type { Template } from './letter.ts'
import type { Tools } from './tools.ts'

/** Queues a mail to everybody who works here for every event. The unique index lets each event cause one for each of them. */
export function mailStaffOn<E extends EventSubject, Data extends Record<string, unknown>>(
  subject: E,
  template: Template<Data>,
  dataOf: (fact: DataOf<E>) => Data,
): Bound<Tools> {
  return onAll<E, Tools>(subject, async (events, { tx, request, wake }) => {
    const { userIds } = await request(listStaff, {})
    const rows = events.flatMap(({ id: causeId, data: fact }) => {
      const data = dataOf(fact)
      const mail = {
        causeId,
        channel: 'email' as const,
        template: template.name,
        data,
        subject: template.subject(data),
      }
      return userIds.map((userId) => ({ ...mail, id: newId('ntf'), userId }))
    })
    if (rows.length === 0) return undefined
    await tx.insert(notifications).values(rows).onConflictDoNothing()
    return () => wake('send mails')
  })
}
