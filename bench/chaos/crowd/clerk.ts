import { randomUUID } from 'node:crypto'
import type { Call } from '../../http.ts'
import type { Recorded, Want, Wanting } from '../history.ts'
import type { Random } from '../random.ts'
import type { Insist } from './insist.ts'
import type { Shopper } from './shopper.ts'

/** Somebody who works in the shop: sends what was ordered, and takes back what is sent back. */
export type Clerk = {
  /** Sends what is left of an order, in one parcel or two. */
  send(order: Sold): Promise<boolean>
  /** Lets a customer send some of it back, and gives the money back for it. */
  takeBack(order: Sold, customer: Shopper): Promise<void>
  /** Lets the money of orders to come be taken when they are confirmed, or not before they leave. */
  takeMoneyOn(when: 'confirmation' | 'shipment'): Promise<void>
}

export type Sold = { readonly orderId: string; readonly customerId: string }
type Line = { readonly sku: string; readonly quantity: number; readonly shipped: number; readonly returned: number }
type Known = Pick<Call, 'token' | 'headers'>
type Means = {
  readonly insist: Insist
  readonly want: Wanting
  readonly random: Random
  readonly record: (...told: readonly Recorded[]) => void
  readonly token: () => Promise<string>
}

/** Parcels that go in two, and steps that are done twice at once. */
const [inTwo, doubled] = [0.3, 0.15]

export function openClerk({ insist, want, random, record, token }: Means): Clerk {
  const staff = async (): Promise<Known> => ({ token: await token() })

  const act = async (what: Want, line: string, { sold, known, body }: { sold: Sold; known: Known; body: object }) => {
    const call = { ...known, key: randomUUID(), body }
    const ask = () => want({ ...sold, what, key: call.key }, () => insist(line, call))
    const told = await Promise.all(random.part() < doubled ? [ask(), ask()] : [ask()])
    record(...told)
    return told.find(({ outcome }) => outcome === 'ok')
  }

  const linesOf = async (orderId: string): Promise<readonly Line[]> => {
    const answer = await insist(`GET /orders/${orderId}`, await staff())
    return answer?.status === 200 ? (answer.json() as { lines: readonly Line[] }).lines : []
  }

  const parcel = async (sold: Sold, lines: readonly Pick<Line, 'sku' | 'quantity'>[]) => {
    const body = { carrier: 'DHL', lines }
    return act('ship', `POST /orders/${sold.orderId}/shipments`, { sold, known: await staff(), body })
  }

  return {
    send: async (sold) => {
      const all = (await linesOf(sold.orderId))
        .map(({ sku, quantity, shipped }) => ({ sku, quantity: quantity - shipped }))
        .filter(({ quantity }) => quantity > 0)
      const parcels = random.part() < inTwo && all.length > 1 ? [all.slice(0, 1), all.slice(1)] : [all]
      let sent = 0
      for (const lines of parcels) if (lines.length > 0 && (await parcel(sold, lines))) sent += 1
      return sent === parcels.length
    },
    takeBack: async (sold, customer) => {
      const known = await customer.credentials()
      const [line] = await linesOf(sold.orderId)
      if (!known || !line) return
      const lines = [{ sku: line.sku, quantity: 1 }]
      const body = { lines, reason: 'It is too small' }
      const asked = await act('return', `POST /orders/${sold.orderId}/returns`, { sold, known, body })
      if (!asked?.madeId) return
      await insist(`POST /returns/${asked.madeId}/approval`, { ...(await staff()), body: {} })
      const received = { lines: [{ sku: line.sku, restocked: 1, writtenOff: 0 }] }
      await act('receive', `POST /returns/${asked.madeId}/receipt`, { sold, known: await staff(), body: received })
    },
    takeMoneyOn: async (captureOn) => {
      const call = { ...(await staff()), headers: { 'if-match': '*' }, body: { captureOn } }
      const answer = await insist('PATCH /store', call)
      if (answer?.status !== 200) throw new Error(`PATCH /store was answered ${answer?.status ?? 'by nobody'}`)
    },
  }
}
