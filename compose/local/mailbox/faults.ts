import { Type, type Static } from 'typebox'

/** What a mail server may do to a mail: put it off, refuse it, never answer, or take it and lose the answer. */
export const Fault = Type.Object(
  {
    do: Type.Enum(['4xx', '5xx', 'hang', 'drop_after_data']),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
)

export type Fault = Static<typeof Fault>

/** The faults still to come; each strikes the next mails. */
export function openFaults() {
  const waiting: (Fault & { times: number })[] = []
  return {
    add(fault: Fault): void {
      waiting.push({ ...fault, times: fault.times ?? 1 })
    },
    clear(): void {
      waiting.length = 0
    },
    /** The fault of the mail at hand. */
    take(): Fault['do'] | undefined {
      const [next] = waiting
      if (!next) return undefined
      next.times -= 1
      if (next.times === 0) waiting.shift()
      return next.do
    },
  }
}

export type Faults = ReturnType<typeof openFaults>
