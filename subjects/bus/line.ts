import { ErrorCode, Events, NatsError, type Status } from 'nats'
import type { Exchange } from './exchange.ts'

/** Whether the broker can be reached, as its client tells, and who hears when it can be again. */
export type Line = {
  /** Takes down what the client tells of its connection. */
  note(status: Status): void
  isUp(): boolean
  /** Called whenever it can be reached again. */
  onReturn(callback: () => void): void
  /** Resolves as soon as it can be reached, or is refused once it was away for too long. */
  whenUp(): Promise<void>
}

/** A client is back within half a second of its broker, and of so short an outage nobody needs to hear. */
const graceMs = 2_000

export function openLine(): Line {
  const callbacks: (() => void)[] = []
  /** While it is away: whether it came back in time. */
  let away: PromiseWithResolvers<boolean> | undefined
  const lost = () => {
    const outage = Promise.withResolvers<boolean>()
    setTimeout(() => outage.resolve(false), graceMs).unref()
    away = outage
  }
  const returned = () => {
    away?.resolve(true)
    away = undefined
    for (const callback of callbacks) callback()
  }
  return {
    note: ({ type }) => {
      if (type === Events.Disconnect && !away) lost()
      if (type === Events.Reconnect && away) returned()
    },
    isUp: () => away === undefined,
    onReturn: (callback) => void callbacks.push(callback),
    whenUp: async () => {
      for (;;) {
        const outage = away
        if (!outage) return
        if (!(await outage.promise)) throw NatsError.errorForCode(ErrorCode.Disconnect)
      }
    },
  }
}

/**
 * Sends nothing while the broker cannot be reached: the client would take it, forget it when it tries to connect again, and let
 * whoever asked wait for a reply until their time is over. What was sent before goes on waiting, since its reply may still come.
 */
export const whileUp =
  (line: Line, exchange: Exchange): Exchange =>
  async (subject, question) => {
    if (!line.isUp()) await line.whenUp()
    return exchange(subject, question)
  }
