export type Effect = {
  readonly kind: string
  readonly intent: string
  readonly amount: number
  readonly metadata: { readonly order_id?: string }
}

/** Reads the provider's own books. */
export async function readEffects(stripe: string): Promise<readonly Effect[]> {
  const response = await fetch(`${stripe}/sandbox/ledger`, { signal: AbortSignal.timeout(10_000) })
  return ((await response.json()) as { effects: readonly Effect[] }).effects
}

/** By the provider's own books: money is held for nobody, of no order was any taken twice, and each is an order that there is. */
export function moneyHeld(effects: readonly Effect[], isOrder: (id: string) => boolean): string[] {
  const byOrder = Map.groupBy(effects, ({ metadata }) => metadata.order_id ?? '')
  return [...byOrder].flatMap(([id, its]) => {
    const sum = (kind: string) =>
      its.filter((one) => one.kind === kind).reduce((total, { amount }) => total + amount, 0)
    const [taken, given] = [sum('captured'), sum('refunded')]
    const held = sum('authorized') - taken - sum('released')
    const captures = its.filter(({ kind }) => kind === 'captured').length
    return [
      ...(held === 0 ? [] : [`${held} are still held for order ${id}`]),
      ...(captures > 1 ? [`money was taken ${captures} times for order ${id}`] : []),
      ...(given > taken ? [`${given} were given back for order ${id}, and ${taken} taken`] : []),
      ...(taken > 0 && !isOrder(id) ? [`${taken} were taken for ${id || 'nothing'}, which is no order`] : []),
    ]
  })
}
