/** What happened to money at the provider, by its own books. */
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

/** Money is held for nobody, of no order was any taken by two intents, no more went back than was taken, and each is an order that there is. */
export function providerOffenders(effects: readonly Effect[], isOrder: (id: string) => boolean): string[] {
  const byOrder = Map.groupBy(effects, ({ metadata }) => metadata.order_id ?? '')
  return [...byOrder].flatMap(([id, its]) => {
    const of = (kind: string) => its.filter((one) => one.kind === kind)
    const sum = (kind: string) => of(kind).reduce((total, { amount }) => total + amount, 0)
    const [taken, given] = [sum('captured'), sum('refunded')]
    const held = sum('authorized') - taken - sum('released')
    const intents = new Set(of('captured').map(({ intent }) => intent)).size
    return [
      ...(held === 0 ? [] : [`E7 of the provider: ${held} are still held for order ${id}`]),
      ...(intents > 1 ? [`S2 of the provider: money was taken ${intents} times for order ${id}`] : []),
      ...(given > taken ? [`S3 of the provider: ${given} were given back for order ${id}, and ${taken} taken`] : []),
      ...(taken > 0 && !isOrder(id)
        ? [`S7 of the provider: ${taken} were taken for ${id || 'nothing'}, which is no order`]
        : []),
    ]
  })
}
