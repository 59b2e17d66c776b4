import { durableName, subscriptionsOf } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'
import { byItself, type Point, pointOf } from './points.ts'
import type { Scene } from './scenes/stage.ts'

const nameOfDurable = new Map(subscriptionsOf(events).map((one) => [durableName(one), one.subject.name]))

/** Requests that come to the provider's ends of paths. */
const calledBy: Readonly<Record<string, string>> = {
  payment_intents: 'req.payments.authorize',
  capture: 'req.payments.capture',
  cancel: 'req.payments.void',
  refunds: 'req.payments.refund',
}

/** What nobody can be killed at, and why. */
export const leftOut: Readonly<Record<Point, string>> = {
  [pointOf('users', byItself, 'before its commit')]:
    'of the one statement that forgets old logins nobody can say beforehand whether it finds any',
}

/** The request or the event because of which an actor comes to a point, or what it does by itself. */
export function subjectOf(point: Point): string {
  const [actor = '', about = ''] = point.split(': ')
  if (about === byItself) return `${actor}: ${byItself}`
  return nameOfDurable.get(about) ?? calledBy[about] ?? about
}

/** Those of some scenes that may lead to some of these points. */
export const scenesFor = (points: readonly Point[], scenes: readonly Scene[]): readonly Scene[] => {
  const wanted = new Set(points.map(subjectOf))
  return scenes.filter(({ leadsTo }) => leadsTo.some((name) => wanted.has(name)))
}
