import { loadActors } from '#actors/registry.ts'
import { databases as names } from '#db/databases.ts'
import { durableName } from '#subjects/bus/names.ts'
import type { Databases } from '../databases.ts'

export type Delivered = {
  /** Events that were ever written into an outbox. */
  readonly written: number
  /** How often one took effect at an actor that reacts to it. */
  readonly effects: number
  /** Those that an actor should have reacted to, and did not. */
  readonly lost: readonly string[]
}

type Written = { readonly id: string; readonly subject: string; readonly body: unknown }

/** Holds all outboxes against all inboxes: what was written, and what each actor that reacts to it has of it. */
export async function lookAtDelivery(databases: Databases): Promise<Delivered> {
  const written = await Promise.all(
    names.map((name) => databases[name]<Written[]>`select id, subject, body from outbox`),
  )
  const bySubject = Map.groupBy(written.flat(), ({ subject }) => subject)
  const lost: string[] = []
  let effects = 0
  for (const actor of await loadActors()) {
    for (const { subject, only = () => true } of actor.reactions) {
      const consumer = durableName({ actor: actor.name, subject })
      const rows = await databases[actor.name]<
        { id: string }[]
      >`select message_id as id from inbox where consumer = ${consumer}`
      const heard = new Set(rows.map(({ id }) => id))
      effects += heard.size
      const concern = (bySubject.get(subject.name) ?? []).filter(({ body }) => only(body as never))
      const missed = concern.filter(({ id }) => !heard.has(id))
      lost.push(...missed.map(({ id }) => `${subject.name} ${id} was never heard by ${actor.name}`))
    }
  }
  return { written: written.flat().length, effects, lost }
}
