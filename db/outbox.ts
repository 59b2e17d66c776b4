import { type SQL, sql } from 'drizzle-orm'
import { envelopeHeaders } from '#subjects/bus/headers.ts'
import { currentEnvelope, type Envelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import type { DataOf, EventSubject } from '#subjects/subject.ts'
import type { Tx } from './client.ts'
import { outbox } from './messages.ts'
import { json } from './parameters.ts'

/** One fact about one thing: `version` is the place of the fact in the thing's history, counted from 1 without gaps. */
export type Fact<Data> = {
  readonly id: string
  readonly version: number
  readonly data: Data
  /** Whose message caused it, where one transaction answers many; otherwise the message being handled. */
  readonly envelope?: Envelope
}

/** Says what happened, in the transaction in which it happened: both are kept or neither is. */
export async function emit<E extends EventSubject>(
  tx: Tx,
  subject: E,
  ...facts: readonly Fact<DataOf<E>>[]
): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map((fact) => outboxRow(subject, fact))
  await tx.execute(insertFacts(sql`jsonb_to_recordset(${json(rows)})`))
}

/** Writes facts that `source` is a record of, for a statement that writes along what they tell of. */
export const insertFacts = (source: SQL): SQL => sql`
  insert into ${outbox} (id, subject, stream, aggregate_id, aggregate_version, headers, body)
  select fact.id, fact.subject, fact.stream, fact."aggregateId", fact."aggregateVersion", fact.headers, fact.body
  from ${source}
    as fact (id text, subject text, stream text, "aggregateId" text, "aggregateVersion" int, headers jsonb, body jsonb)`

/** A fact as it is written to the outbox. */
export function outboxRow<E extends EventSubject>(
  subject: E,
  { id, version, data, envelope = currentEnvelope() }: Fact<DataOf<E>>,
) {
  if (!envelope) throw new Error(`${subject.name} is emitted outside of any message`)
  if (!subject.data.matches(data)) {
    throw new Error(`${subject.name} does not match its contract: ${JSON.stringify(subject.data.errors(data))}`)
  }
  const headers = envelopeHeaders(lasting(envelope))
  const { name, stream } = subject
  return { id: newId('evt'), subject: name, stream, aggregateId: id, aggregateVersion: version, headers, body: data }
}

/** An event outlives the request that led to it: no deadline, and neither the command's key nor the caller's login, which are secrets of theirs. */
function lasting({ caller: { id, role, via }, correlationId, causationId }: Envelope): Envelope {
  return { caller: { id, role, via }, correlationId, ...(causationId && { causationId }) }
}
