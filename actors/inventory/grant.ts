/** What an order wants of each SKU, its lines summed. */
export type Ask = { readonly orderId: string; readonly demand: ReadonlyMap<string, number> }

/** A SKU there is too little of. */
export type Shortage = { readonly sku: string; readonly requested: number; readonly available: number }

/** What can be sold, by SKU; one that is missing here does not exist. */
export type Available = ReadonlyMap<string, number>

/** An ask for an order that was granted a moment before is in neither part: it is answered by that grant. */
export type Decision<A extends Ask> = {
  readonly granted: readonly A[]
  readonly refused: ReadonlyMap<A, readonly Shortage[]>
}

/** Gives out what is available in the order of asking: to each order all of it or nothing, and nothing twice. */
export function grant<A extends Ask>(asks: readonly A[], available: Available): Decision<A> {
  const left = new Map(available)
  const granted = new Map<string, A>()
  const refused = new Map<A, readonly Shortage[]>()
  for (const ask of asks) {
    if (granted.has(ask.orderId)) continue
    const shortages = shortagesOf(ask, left)
    if (shortages.length > 0) {
      refused.set(ask, shortages)
      continue
    }
    granted.set(ask.orderId, ask)
    for (const [sku, quantity] of ask.demand) left.set(sku, (left.get(sku) ?? 0) - quantity)
  }
  return { granted: [...granted.values()], refused }
}

/** What is missing to fulfil an ask; nothing, if it fits. */
export function shortagesOf({ demand }: Ask, available: Available): readonly Shortage[] {
  return [...demand]
    .map(([sku, requested]) => ({ sku, requested, available: available.get(sku) ?? 0 }))
    .filter(({ requested, available }) => requested > available)
}
