import { type Answer, codeOf } from '../http.ts'

/** What may be wanted, each under a key of its own. */
export type Want = 'order' | 'cancel' | 'ship' | 'return' | 'receive'

/** What somebody wanted done, under one key, and what they were told of it in the end. */
export type Recorded = {
  readonly customerId: string
  readonly what: Want
  readonly key: string
  /** `unknown`: nobody answered in time, so it was done once or not at all. */
  readonly outcome: 'ok' | 'refused' | 'unknown'
  /** The order it is about, if that was said. */
  readonly orderId?: string
  /** What was made: the order, the parcel, the return. */
  readonly madeId?: string
  readonly status?: string
  readonly code?: string
  /** What the order was said to cost. */
  readonly total?: number
}

export type About = Pick<Recorded, 'customerId' | 'what' | 'key' | 'orderId'>

/** Asks for what somebody wants, in words that may be said again, and answers what they were told. */
export type Wanting = (about: About, ask: () => Promise<Answer | undefined>) => Promise<Recorded>

type Told = {
  readonly id?: string
  readonly orderId?: string
  readonly status?: string | number
  readonly code?: string
  readonly total?: { readonly amount: number }
}

/** Takes down what was answered, or that nothing was. */
export function recordOf(answer: Answer | undefined, about: About): Recorded {
  if (!answer) return { ...about, outcome: 'unknown' }
  if (answer.status >= 400) {
    const orderId = about.orderId ?? toldIn(answer).orderId
    return { ...about, outcome: 'refused', code: codeOf(answer.text), ...(orderId !== undefined && { orderId }) }
  }
  const { id = '', orderId, status, total } = toldIn(answer)
  const itsOrder = about.what === 'order' ? id : (about.orderId ?? orderId ?? '')
  return {
    ...about,
    outcome: 'ok',
    madeId: id,
    orderId: itsOrder,
    status: String(status),
    ...(total && { total: total.amount }),
  }
}

/** A proxy in between may answer with no JSON at all. */
function toldIn({ text }: Answer): Told {
  try {
    return JSON.parse(text) as Told
  } catch {
    return {}
  }
}
