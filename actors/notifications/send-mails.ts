import { sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db } from '#db/client.ts'
import { notifications, preferences, readers } from '#db/notifications/schema.ts'
import { emit } from '#db/outbox.ts'
import { json } from '#db/parameters.ts'
import * as subject from '#subjects/notifications.ts'
import { readGuestContacts } from '#subjects/carts.ts'
import { type Contact, readContacts } from '#subjects/users.ts'
import type { Context } from '../actor.ts'
import { render } from './letter.ts'
import { isRefused, mailsAtOnce } from './mailer.ts'
import { templates } from './templates.ts'
import type { Tools } from './tools.ts'

type Row = Pick<typeof notifications.$inferSelect, 'id' | 'userId' | 'template' | 'data' | 'subject' | 'attempts'> & {
  /** What its reader can end mails of this kind with. */
  readonly token: string | null
}

type Outcome = Pick<Row, 'id' | 'attempts'> & {
  readonly status: 'sent' | 'failed' | 'queued'
  /** It was not tried after all. */
  readonly untried?: true
  readonly error?: string
  readonly delaySeconds?: number
}

/** Taken together, which costs as much as taking one. */
const mostTaken = 200
/** What has not begun by then is put back: a server that hangs must not keep mails beyond their lease. */
const beginWithinMs = 15_000
/** Longer than that, asking for the addresses, and sending the last one may take together. */
const leaseSeconds = 60
/** With delays that double up to an hour: for a little more than a day. */
const mostAttempts = 36
const longestDelaySeconds = 3_600

/** Sends what is due. Any number of instances do so side by side; a row is in the hands of one as long as its lease lasts. */
export async function sendMails(context: Context & Tools): Promise<void> {
  while (!context.stopping.aborted) {
    const rows = await claim(context.db)
    if (rows.length === 0) return
    const outcomes = await sendAll(rows, context)
    await note(outcomes, context)
    warn(rows, outcomes, context)
  }
}

/** An attempt counts as soon as it may happen: a mail that kills its process is not tried for ever. */
async function claim(db: Db): Promise<readonly Row[]> {
  const { id, status, nextAt, leaseUntil } = notifications
  return db.execute<Row>(sql`
    with due as materialized (
      select ${id} from ${notifications}
      where ${status} = 'queued' and ${nextAt} <= clock_timestamp()
        and (${leaseUntil} is null or ${leaseUntil} <= clock_timestamp())
      order by ${nextAt} limit ${mostTaken} for update skip locked
    )
    update ${notifications}
    set attempts = attempts + 1, lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    from due where ${id} = due.id
    returning ${id}, user_id as "userId", template, data, subject, attempts,
      (select token from ${preferences} reader where reader.user_id = ${notifications}.user_id) as token`)
}

async function sendAll(rows: readonly Row[], context: Context & Tools): Promise<readonly Outcome[]> {
  const contacts = await contactsOf(rows, context).catch(String)
  if (typeof contacts === 'string') return rows.map((row) => later(row, contacts))
  const waiting = [...rows]
  const outcomes: Outcome[] = []
  const until = performance.now() + beginWithinMs
  const next = () => (context.stopping.aborted || performance.now() > until ? undefined : waiting.shift())
  const sendSome = async () => {
    for (let row = next(); row; row = next()) outcomes.push(await send(row, contacts.get(row.userId), context))
  }
  await Promise.all(Array.from({ length: mailsAtOnce }, sendSome))
  return [
    ...outcomes,
    ...waiting.map(({ id, attempts }) => ({ id, attempts, status: 'queued', untried: true }) as const),
  ]
}

async function contactsOf(rows: readonly Row[], { request }: Context) {
  const ids = [...new Set(rows.map(({ userId }) => userId))]
  const [guestIds, userIds] = [ids.filter(isGuest), ids.filter((id) => !isGuest(id))]
  const answers = await Promise.all([
    userIds.length > 0 ? request(readContacts, { userIds }) : nobody,
    guestIds.length > 0 ? request(readGuestContacts, { guestIds }) : nobody,
  ])
  return new Map(answers.flatMap(({ contacts }) => contacts.map((contact) => [contact.userId, contact])))
}

const isGuest = (id: string) => id.startsWith('gst_')

const nobody = { contacts: [] }

async function send(row: Row, contact: Static<typeof Contact> | undefined, tools: Tools): Promise<Outcome> {
  const { id, attempts, subject } = row
  const failed = (error: string): Outcome => ({ id, attempts, status: 'failed', error })
  if (!contact) return failed('There is no such account any more')
  const template = templates.find(({ name }) => name === row.template)
  // While instances are replaced, one of before comes upon kinds of mail that only the next ones know of.
  if (!template) return later(row, `There is no template ${row.template} here`)
  try {
    const name = presentable(contact.name)
    const unsubscribeUrl = template.marketing && row.token && tools.unsubscribeUrl(row.token)
    const { heading, parts } = template.write(row.data as never)
    const ending = unsubscribeUrl ? [`If you want no more mails of this kind: ${unsubscribeUrl}`] : []
    const letter = render({ heading, name, parts: [...parts, ...ending] })
    const to = { name: name ?? '', address: contact.email }
    await tools.mailer.send({ id, subject, to, ...letter, ...(unsubscribeUrl && { unsubscribeUrl }) })
    return { id, attempts, status: 'sent' }
  } catch (error) {
    return isRefused(error) ? failed(String(error)) : later(row, String(error))
  }
}

/**
 * Anybody can register, or order for, somebody else's address under a name that is an advertisement; our mails must not deliver it.
 * Nor may a name have lines of its own, which would read as ours.
 */
const presentable = (name: string) => (/[:/@]|\.\S/.test(name) ? undefined : name.replaceAll(/\s+/g, ' ').trim())

function later({ id, attempts }: Row, error: string): Outcome {
  if (attempts >= mostAttempts) return { id, attempts, status: 'failed', error }
  const delaySeconds = Math.min(2 ** attempts, longestDelaySeconds)
  return { id, attempts, status: 'queued', error, delaySeconds }
}

/**
 * Whoever lost the lease in the meantime may still say that a mail was sent, but no longer when it is tried again. The rows of
 * the readers are taken in one order, and held until the commit: so places are given in the order in which they can be read.
 */
async function note(outcomes: readonly Outcome[], { transaction }: Context): Promise<void> {
  await transaction(async (tx) => {
    const noted = await tx.execute<Noted>(sql`
      with outcome as materialized (
        select told.*, mail.user_id,
          row_number() over (partition by mail.user_id, told.status = 'queued' order by told.id desc) as nth
        from jsonb_to_recordset(${json(outcomes)})
          as told (id text, attempts int, status text, error text, "delaySeconds" float8, untried boolean)
        join ${notifications} mail on mail.id = told.id and mail.status = 'queued'
      ), place as (
        insert into ${readers} as reader (user_id, last_seq)
        select user_id, count(*) from outcome where status <> 'queued' group by user_id order by user_id
        on conflict (user_id) do update set last_seq = reader.last_seq + excluded.last_seq
        returning user_id, last_seq
      )
      update ${notifications} mail
      set status = outcome.status, lease_until = null,
        last_error = case when outcome.untried then mail.last_error else left(outcome.error, 500) end,
        attempts = case when outcome.untried then mail.attempts - 1 else mail.attempts end,
        sent_at = case when outcome.status = 'sent' then clock_timestamp() end,
        seq = case when outcome.status <> 'queued' then place.last_seq - outcome.nth + 1 end,
        next_at = clock_timestamp() + make_interval(secs => coalesce(outcome."delaySeconds", 0) * (0.75 + random() / 2))
      from outcome left join place using (user_id)
      where mail.id = outcome.id and mail.status = 'queued'
        and (outcome.status = 'sent' or mail.attempts = outcome.attempts)
      returning mail.id, mail.status, mail.user_id as "userId", mail.channel, mail.template`)
    await emit(tx, subject.notificationSent, ...factsOf(noted, 'sent'))
    await emit(tx, subject.notificationFailed, ...factsOf(noted, 'failed'))
  })
}

type Noted = Pick<typeof notifications.$inferSelect, 'id' | 'status' | 'userId' | 'channel' | 'template'>

const factsOf = (noted: readonly Noted[], settled: Noted['status']) =>
  noted
    .filter(({ status }) => status === settled)
    .map(({ id, userId, channel, template }) => ({
      id,
      version: 1,
      data: { notificationId: id, userId, channel, template },
    }))

/** The words of the mail server stay in the row: they may have the address in them. */
function warn(rows: readonly Row[], outcomes: readonly Outcome[], { log }: Context): void {
  const failed = new Set(outcomes.filter(({ status }) => status === 'failed').map(({ id }) => id))
  for (const { id, template, attempts } of rows.filter((row) => failed.has(row.id))) {
    log.warn({ notificationId: id, template, attempts }, 'a mail has failed for good')
  }
}
