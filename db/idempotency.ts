import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { idempotencyKeyReused, Problem } from '#subjects/problem.ts'
import type { Db, Tx } from './client.ts'
import { idempotency } from './messages.ts'
import { json } from './parameters.ts'

/** A command as its caller named it: the same key from the same principal on the same operation is the same command. */
export type Command = {
  readonly principal: string
  readonly operation: string
  readonly key: string
  readonly input: unknown
}

/** What is known of a command that was seen before. */
export type Remembered = { readonly resourceId: string | null; readonly reply: unknown }

/**
 * Notes a command in the transaction that carries it out. Answers what is remembered if it was noted before; then the caller
 * must not act again. Two at once: the second waits here for the first to commit or to fail.
 */
export async function remember(tx: Tx, command: Command, resourceId?: string): Promise<Remembered | undefined> {
  const { principal, operation, key } = command
  const fingerprint = fingerprintOf(command.input)
  const noted = await tx
    .insert(idempotency)
    .values({ principal, operation, key, fingerprint, resourceId: resourceId ?? null })
    .onConflictDoNothing()
    .returning({ key: idempotency.key })
  if (noted.length > 0) return undefined
  const known = await recall(tx, command)
  if (!known) throw new Error('A remembered command has vanished')
  return known
}

/** What is remembered of a command, before anything is done about it. */
export async function recall(db: Db | Tx, command: Command): Promise<Remembered | undefined> {
  const [known] = await recallAll(db, [command])
  if (known instanceof Problem) throw known
  return known
}

type Row = { readonly fingerprint: string | null; readonly resourceId: string | null; readonly reply: unknown }

/** As `recall`, for many at once; a problem in a place is about that one. */
export async function recallAll(
  db: Db | Tx,
  commands: readonly Command[],
): Promise<(Remembered | Problem | undefined)[]> {
  const asked = commands.map(({ principal, operation, key }, place) => ({ place, principal, operation, key }))
  const rows = await db.execute<Row>(sql`
    select fingerprint, resource_id as "resourceId", reply
    from jsonb_to_recordset(${json(asked)})
      as asked (place int, principal text, operation text, key text)
    left join idempotency using (principal, operation, key)
    order by place`)
  return commands.map((command, place) => {
    const { fingerprint, resourceId = null, reply } = rows[place] ?? {}
    if (!fingerprint) return undefined
    if (fingerprint !== fingerprintOf(command.input))
      return idempotencyKeyReused(`The key ${command.key} named another command before`)
    return { resourceId, reply }
  })
}

/** A command, and what carrying it out would make. */
export type Carrying = Command & { readonly resourceId: string }

/**
 * As `remember`, for many at once. Answers those that are noted now, by what they make; of the others each is remembered
 * already. They are noted in one order everywhere, so that no two transactions wait for each other.
 */
export async function rememberAll(tx: Tx, commands: readonly Carrying[]): Promise<ReadonlySet<string>> {
  const rows = commands.map(({ principal, operation, key, input, resourceId }) => {
    return { principal, operation, key, fingerprint: fingerprintOf(input), resourceId }
  })
  const noted = await tx.execute<{ made: string }>(sql`
    insert into idempotency (principal, operation, key, fingerprint, resource_id)
    select principal, operation, key, fingerprint, "resourceId"
    from jsonb_to_recordset(${json(rows)})
      as command (principal text, operation text, key text, fingerprint text, "resourceId" text)
    order by principal, operation, key
    on conflict do nothing
    returning resource_id as made`)
  return new Set(noted.map(({ made }) => made))
}

/** Forgets commands that came to nothing, in the transaction that noted them. */
export async function forget(tx: Tx, commands: readonly Command[]): Promise<void> {
  if (commands.length === 0) return
  const names = commands.map(({ principal, operation, key }) => ({ principal, operation, key }))
  await tx.execute(sql`
    delete from idempotency using jsonb_to_recordset(${json(names)})
      as command (principal text, operation text, key text)
    where (idempotency.principal, idempotency.operation, idempotency.key) = (command.principal, command.operation, command.key)`)
}

/** A command without what it asked, and the answer to it. */
export type Reply = Pick<Command, 'principal' | 'operation' | 'key'> & { readonly reply: unknown }

/** Keeps the answers to commands, for whoever asks again. */
export async function keepReplies(tx: Tx, replies: readonly Reply[]): Promise<void> {
  await tx.execute(sql`
    update idempotency set reply = answer.reply
    from jsonb_to_recordset(${json(replies)})
      as answer (principal text, operation text, key text, reply jsonb)
    where (idempotency.principal, idempotency.operation, idempotency.key) = (answer.principal, answer.operation, answer.key)`)
}

/** What tells a command from another one under the same name. */
export function fingerprintOf(input: unknown): string {
  return createHash('sha256').update(canonical(input)).digest('base64url')
}

/** JSON with its members in one order, so that the same command reads the same however it was written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
