/**
 * What a request is worth when there is more to do than can be done; the first to be refused comes first.
 *
 * - `low`: looking around. Whoever is refused looks again, and most of it is answered from caches anyway.
 * - `normal`: whatever says nothing else: filling a cart, an account's pages, what staff do.
 * - `high`: what a customer is about to finish: placing an order, and renewing the login it takes.
 * - `vital`: what finishes something already begun, and so makes room: a saga's steps, a provider's report of a payment,
 *   the end of a login, whether one's order got through, and the keys without which nobody can be let in.
 *
 * Whatever an actor asks on its way counts as `vital`: refusing it would waste what was done so far.
 */
export const priorities = ['low', 'normal', 'high', 'vital'] as const
export type Priority = (typeof priorities)[number]

/** The part of a limit that each priority may fill. What is above is kept for those that matter more. */
export const shareOf: Readonly<Record<Priority, number>> = { low: 0.5, normal: 0.75, high: 0.9, vital: 1 }

/** Whether one more of this priority fits in beside `taken` others. However small a limit, nobody is shut out of an empty room. */
export const hasRoom = (priority: Priority, taken: number, limit: number): boolean =>
  taken < Math.max(1, limit * shareOf[priority])
