import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { idempotencyKeyReused } from '#subjects/problem.ts'
import type { Db, Tx } from './client.ts'
import { idempotency } from './messages.ts'

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
  const [row] = await db.select().from(idempotency).where(isCommand(command))
  if (row && row.fingerprint !== fingerprintOf(command.input))
    throw idempotencyKeyReused(`The key ${command.key} named another command before`)
  return row && { resourceId: row.resourceId, reply: row.reply }
}

/** Keeps the answer to a command, for whoever asks again. */
export async function keepReply(
  tx: Tx,
  command: Pick<Command, 'principal' | 'operation' | 'key'>,
  reply: unknown,
): Promise<void> {
  await tx.update(idempotency).set({ reply }).where(isCommand(command))
}

const isCommand = ({ principal, operation, key }: Pick<Command, 'principal' | 'operation' | 'key'>) =>
  and(eq(idempotency.principal, principal), eq(idempotency.operation, operation), eq(idempotency.key, key))

function fingerprintOf(input: unknown): string {
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
