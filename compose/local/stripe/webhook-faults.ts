import { posix } from 'node:path'
import { Type, type Static } from 'typebox'
import type { StripeEvent } from './objects.ts'

/** What is to go wrong on the way of events: with which, what, and how often. */
export const WebhookFault = Type.Object(
  {
    /** A glob: `payment_intent.*`. */
    type: Type.Optional(Type.String()),
    do: Type.Enum(['duplicate', 'reorder', 'delay', 'drop', 'forge']),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** How long one that is delayed waits, or one that lets others pass waits for them at most. */
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
  },
  { additionalProperties: false },
)

export type WebhookFault = Static<typeof WebhookFault>

/** The faults still to come, in the order they were asked for; each strikes the first events that it fits. */
function openWebhookFaults() {
  let waiting: (WebhookFault & { times: number })[] = []
  return {
    add(fault: WebhookFault): void {
      waiting.push({ ...fault, times: fault.times ?? 1 })
    },
    clear(): void {
      waiting = []
    },
    list: (): readonly WebhookFault[] => waiting,
    take({ type }: StripeEvent): WebhookFault | undefined {
      const fault = waiting.find((each) => each.type === undefined || posix.matchesGlob(type, each.type))
      if (fault) fault.times -= 1
      waiting = waiting.filter((each) => each.times > 0)
      return fault
    },
  }
}

/** How events get out, and what else can become of one. */
type Way = {
  readonly deliver: (events: readonly StripeEvent[]) => void
  readonly later: (ms: number, work: () => void) => void
  readonly lose: (event: StripeEvent) => void
  readonly forge: (event: StripeEvent) => void
}

/** What lets others pass goes this much later than one of them. */
const passingMs = 50

/** Sends events by a way on which things go wrong that somebody has asked for. */
export function openWay({ deliver, later, lose, forge }: Way) {
  const faults = openWebhookFaults()
  const held: StripeEvent[] = []
  const letGo = () => deliver(held.splice(0))

  const send = (event: StripeEvent): void => {
    const { do: fault, ms = 1_000 } = faults.take(event) ?? {}
    if (fault === 'drop') return lose(event)
    if (fault === 'delay') return later(ms, () => deliver([event]))
    if (fault === 'reorder') {
      held.push(event)
      return later(ms, letGo)
    }
    if (fault === 'forge') forge(event)
    deliver(fault === 'duplicate' ? [event, event] : [event])
    if (held.length > 0) later(passingMs, letGo)
  }
  return { faults, send: (events: readonly StripeEvent[]) => events.forEach(send) }
}
