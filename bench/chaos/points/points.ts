import { loadActors } from '#actors/registry.ts'
import { durableName } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'

/** Where a process may die so that it makes a difference, as `<actor>: <what it is about>: <moment>`. */
export type Point = string

export const pointOf = (actor: string, about: string, moment: Moment): Point => `${actor}: ${about}: ${moment}`

/** Whose process dies there. */
export const actorOf = (point: Point): string => point.slice(0, point.indexOf(':'))

/** The actor and what it is about there, whatever the moment. */
export const aboutOf = (point: Point): string => point.slice(0, point.lastIndexOf(':'))

/** When all of a change is written and its commit is sent, when it is committed, and what then leaves the process. */
export type Moment =
  | 'before its commit'
  | 'after its commit'
  | 'before its answer'
  | 'before its acknowledgement'
  | 'before it is published'
  | 'before it is marked as published'
  | 'after the provider has done it'

const commits = ['before its commit', 'after its commit'] as const

/** What an actor does by itself is known by no message. */
export const byItself = 'by itself'

/** What is asked of the provider, by the ends of its paths. */
export const providerCalls = ['payment_intents', 'capture', 'cancel', 'refunds'] as const

/** An operation that only looks is named after it, and can only die before it answers. */
export const looks = /\.(?:read|list|search|find|follow|quote|verify|forecast|contacts|keys|why|timeline)/

/** Every point of every actor, from what they answer, react to, say and do by themselves. */
export async function everyPoint(): Promise<readonly Point[]> {
  const actors = await loadActors()
  return actors.flatMap(({ name, operations, reactions, timers }) => [
    ...operations.flatMap(({ subject }) => {
      const moments = looks.test(subject.name) ? [] : commits
      return [...moments, 'before its answer' as const].map((moment) => pointOf(name, subject.name, moment))
    }),
    ...reactions.flatMap(({ subject }) =>
      [...commits, 'before its acknowledgement' as const].map((moment) =>
        pointOf(name, durableName({ actor: name, subject }), moment),
      ),
    ),
    ...events
      .filter(({ emitters }) => emitters.includes(name))
      .flatMap((event) =>
        (['before it is published', 'before it is marked as published'] as const).map((moment) =>
          pointOf(name, event.name, moment),
        ),
      ),
    ...(timers.length > 0 ? commits.map((moment) => pointOf(name, byItself, moment)) : []),
    ...(name === 'payments' ? providerCalls.map((call) => pointOf(name, call, 'after the provider has done it')) : []),
  ])
}
