import type { Asker } from '#subjects/bus.ts'
import type { DataOf, EventSubject } from '#subjects/subject.ts'
import { listStaff } from '#subjects/users.ts'
import { type Bound, onAll } from '../actor.ts'
import type { Template } from './letter.ts'
import { queueMails } from './mail-on.ts'
import type { Tools } from './tools.ts'

type Readers = (request: Asker['request']) => Promise<readonly string[]>

const everybody: Readers = async (request) => (await request(listStaff, {})).userIds

/** Queues a mail to people who work here for every event, which does not say who they are: to everybody, or to those it is for. */
export function mailStaffOn<E extends EventSubject, Data extends Record<string, unknown>>(
  subject: E,
  template: Template<Data>,
  dataOf: (fact: DataOf<E>) => Data,
  readers: Readers = everybody,
): Bound<Tools> {
  return onAll<E, Tools>(subject, async (events, { tx, request, wake }) => {
    const userIds = await readers(request)
    const letters = events.flatMap(({ id: causeId, data: fact }) => {
      const data = dataOf(fact)
      return userIds.map((userId) => ({ causeId, userId, data }))
    })
    await queueMails(tx, template, letters)
    return () => wake('send mails')
  })
}
