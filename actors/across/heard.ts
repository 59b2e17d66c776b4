import type { Sql } from '#db/client.ts'
import { databases as names } from '#db/databases.ts'
import { durableName } from '#subjects/bus/names.ts'
import { earliestId } from '#subjects/id.ts'
import type { Bound } from '../actor.ts'
import type { Broken, Span } from '../law.ts'
import { loadActors } from '../registry.ts'
import type { All } from './across.ts'

type Told = { readonly id: string; readonly subject: string; readonly body: unknown }

const mostAtOnce = 1_000
/** What was given up is another law's. Discarded, it is not to be heard any more. */
const settled = `union all select message_id from parking_lot where durable = $1 and message_id = any($2)`

/** Every event that has left an outbox is noted by every actor that it concerns: E2. */
export async function heardLaw(all: All, span: Span): Promise<readonly Broken[]> {
  const reactions = (await loadActors()).flatMap(({ name, reactions }) => reactions.map((bound) => ({ name, bound })))
  const missed: { readonly id: string; readonly subject: string; readonly unheardBy: string }[] = []
  for (const name of names) {
    for await (const events of readOutbox(all[name], span)) {
      const bySubject = Map.groupBy(events, ({ subject }) => subject)
      for (const { name: actor, bound } of reactions) {
        const concerning = (bySubject.get(bound.subject.name) ?? []).filter((event) => concerns(bound, event))
        if (concerning.length === 0) continue
        const noted = await notesOf(all[actor], durableName({ actor, subject: bound.subject }), concerning)
        const unheard = concerning.filter(({ id }) => !noted.has(id))
        missed.push(...unheard.map(({ id, subject }) => ({ id, subject, unheardBy: actor })))
      }
    }
  }
  const what = 'every event is heard by whom it concerns'
  return missed.length > 0 ? [{ id: 'E2', what, offenders: missed }] : []
}

const concerns = ({ only = () => true }: Bound<unknown>, { body }: Told) => only(body as never)

async function notesOf(sql: Sql, durable: string, events: readonly Told[]): Promise<ReadonlySet<string>> {
  const ids = events.map(({ id }) => id)
  const rows = await sql.unsafe<{ message_id: string }[]>(
    `select message_id from inbox where consumer = $1 and message_id = any($2) ${settled}`,
    [durable, ids],
  )
  return new Set(rows.map(({ message_id }) => message_id))
}

/** What left for its stream, and is not as old as what inboxes forget. */
async function* readOutbox(sql: Sql, { since, until }: Span): AsyncGenerator<readonly Told[]> {
  for (let after = since ? earliestId('evt', since) : ''; ; ) {
    const events = await sql<Told[]>`
      select id, subject, body from outbox
      where id > ${after} and published_at <= ${until?.toISOString() ?? 'infinity'}::timestamptz
        and created_at > clock_timestamp() - interval '7 days'
      order by id limit ${mostAtOnce}`
    yield events
    if (events.length < mostAtOnce) return
    after = events.at(-1)?.id ?? ''
  }
}
