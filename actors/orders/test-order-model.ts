import type { OrderStatus } from './transitions.ts'

/** Something that is done to an order. */
export type Act = {
  readonly what: 'cancel' | 'ship' | 'deliver' | 'request' | 'approve' | 'refuse' | 'receive'
  readonly sku: string
  readonly quantity: number
  /** The parcel or the return it is done with, or the one that it makes. */
  readonly id: string
}

/** An order as it should be: what it says, and what of it is sent and comes back. */
export type Model = {
  status: OrderStatus
  readonly lines: readonly Line[]
  readonly parcels: { readonly id: string; isDelivered: boolean }[]
  readonly returns: Return[]
}

type Line = { readonly sku: string; readonly quantity: number; shipped: number; returned: number; onTheirWay: number }
type Return = { readonly id: string; readonly line: Line; readonly quantity: number; status: string }

export type Answer = 'done' | 'order-closed' | 'not-that-many' | 'return-closed'

/** An order that was placed, before anything was done to it. */
export const placed = (status: OrderStatus, quantities: Readonly<Record<string, number>>): Model => ({
  status,
  lines: Object.entries(quantities).map(([sku, quantity]) => ({
    sku,
    quantity,
    shipped: 0,
    returned: 0,
    onTheirWay: 0,
  })),
  parcels: [],
  returns: [],
})

/** Everything that can be tried on an order, in all quantities that make a difference. */
export function actsOn({ lines, parcels, returns }: Model): Act[] {
  const piecemeal = lines.flatMap(({ sku, quantity }) => [
    { sku, quantity: 1 },
    { sku, quantity },
  ])
  return [
    { what: 'cancel', sku: '', quantity: 0, id: '' },
    ...piecemeal.map((pieces): Act => ({ what: 'ship', ...pieces, id: '' })),
    ...piecemeal.map((pieces): Act => ({ what: 'request', ...pieces, id: '' })),
    ...parcels.map(({ id }): Act => ({ what: 'deliver', sku: '', quantity: 0, id })),
    ...returns.flatMap(({ id, line: { sku }, quantity }): Act[] => [
      { what: 'approve', sku, quantity, id },
      { what: 'refuse', sku, quantity, id },
      { what: 'receive', sku, quantity: quantity - 1, id },
      { what: 'receive', sku, quantity, id },
      { what: 'receive', sku, quantity: quantity + 1, id },
    ]),
  ]
}

/** Does to an order what should be done to it, and says how that should be answered. */
export function perform(model: Model, act: Act): Answer {
  if (act.what === 'cancel') return cancel(model)
  if (act.what === 'ship') return ship(model, act)
  if (act.what === 'deliver') return deliver(model, act)
  if (act.what === 'request') return request(model, act)
  return answer(model, act)
}

const isOneOf = (status: OrderStatus, ...some: OrderStatus[]) => some.includes(status)

function cancel(model: Model): Answer {
  if (!isOneOf(model.status, 'awaiting_payment', 'confirmed')) return 'order-closed'
  model.status = 'cancelled'
  return 'done'
}

function ship(model: Model, { id, sku, quantity }: Act): Answer {
  if (!isOneOf(model.status, 'confirmed', 'partially_shipped')) return 'order-closed'
  const line = lineOf(model, sku)
  if (line.quantity - line.shipped < quantity) return 'not-that-many'
  line.shipped += quantity
  model.parcels.push({ id, isDelivered: false })
  const isAll = model.lines.every(({ shipped, quantity }) => shipped === quantity)
  model.status = isAll ? 'shipped' : 'partially_shipped'
  return 'done'
}

function deliver(model: Model, { id }: Act): Answer {
  const parcel = model.parcels.find((each) => each.id === id)
  if (parcel) parcel.isDelivered = true
  if (model.status === 'shipped' && model.parcels.every(({ isDelivered }) => isDelivered)) model.status = 'delivered'
  return 'done'
}

function request(model: Model, { id, sku, quantity }: Act): Answer {
  if (!isOneOf(model.status, 'partially_shipped', 'shipped', 'delivered')) return 'order-closed'
  const line = lineOf(model, sku)
  if (line.shipped - line.returned - line.onTheirWay < quantity) return 'not-that-many'
  line.onTheirWay += quantity
  model.returns.push({ id, line, quantity, status: 'requested' })
  return 'done'
}

/** Approves, refuses or receives a return. */
function answer(model: Model, { what, id, quantity }: Act): Answer {
  const known = model.returns.find((each) => each.id === id)
  if (!known) throw new Error(`There is no return ${id}`)
  if (what === 'receive') return receive(model, known, quantity)
  const status = what === 'approve' ? 'approved' : 'refused'
  if (known.status === status) return 'done'
  if (known.status !== 'requested') return 'return-closed'
  known.status = status
  if (status === 'refused') known.line.onTheirWay -= known.quantity
  return 'done'
}

function receive(model: Model, known: Return, quantity: number): Answer {
  if (quantity > known.quantity) return 'not-that-many'
  if (known.status !== 'approved') return 'return-closed'
  known.status = 'received'
  known.line.onTheirWay -= known.quantity
  known.line.returned += quantity
  const isAll = model.lines.every(({ returned, quantity }) => returned === quantity)
  if (isAll && model.status !== 'partially_shipped') model.status = 'returned'
  return 'done'
}

function lineOf({ lines }: Model, sku: string): Line {
  const line = lines.find((each) => each.sku === sku)
  if (!line) throw new Error(`There is no ${sku}`)
  return line
}
