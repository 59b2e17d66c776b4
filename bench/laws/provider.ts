type Effect = {
  readonly kind: string
  readonly amount: number
  readonly intent: string
  readonly metadata: { readonly order_id?: string }
}

/** By the sandbox's own books: for no order was money taken twice, and none is held any more: S2 and E7. */
export async function providerOffenders(stripe: string, orderIds: readonly string[]): Promise<string[]> {
  const response = await fetch(`${stripe}/sandbox/ledger`, { signal: AbortSignal.timeout(10_000) })
  const { effects } = (await response.json()) as { effects: readonly Effect[] }
  const byOrder = Map.groupBy(effects, ({ metadata }) => metadata.order_id)
  return orderIds.flatMap((id) => {
    const its = byOrder.get(id) ?? []
    const sum = (kind: string) =>
      its.filter((one) => one.kind === kind).reduce((total, { amount }) => total + amount, 0)
    const held = sum('authorized') - sum('captured') - sum('released')
    const captures = its.filter(({ kind }) => kind === 'captured').length
    return [
      ...(captures > 1 ? [`S2 of the provider: money was taken ${captures} times for order ${id}`] : []),
      ...(held === 0 ? [] : [`E7 of the provider: ${held} are still held for order ${id}`]),
    ]
  })
}
