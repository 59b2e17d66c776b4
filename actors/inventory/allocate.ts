import type { Ask } from './grant.ts'
import type { Line, Shelf } from './stocks.ts'

/** In which order an ask takes from locations: all of them, or those that are left out come last. */
export type Ranking<A> = (ask: A) => readonly string[]

/** Whether to look first for one location that has everything. */
export type Manner = { readonly fewestParcels: boolean }

/**
 * Says where the goods of granted asks come from, one after the other. There is enough for all of them together, or they would
 * not have been granted.
 */
export function allocate<A extends Ask>(
  asks: readonly A[],
  shelves: readonly Shelf[],
  { rank, fewestParcels }: Manner & { readonly rank: Ranking<A> },
): readonly Line[] {
  const left = new Map<string, Map<string, number>>()
  for (const { sku, locationId, available } of shelves) {
    left.set(locationId, (left.get(locationId) ?? new Map<string, number>()).set(sku, available))
  }
  return asks.flatMap((ask) => {
    const ranked = [...new Set([...rank(ask), ...left.keys()])]
    const sources = fewestParcels ? byParcels(ask, ranked, left) : ranked
    return takeFrom(ask, sources, left)
  })
}

type Left = ReadonlyMap<string, Map<string, number>>

/** As many of the units as there are at one location, and of the rest again: the fewest locations are not always found, and never many more. */
function byParcels({ demand }: Ask, ranked: readonly string[], left: Left): readonly string[] {
  const open = new Map(demand)
  const sources: string[] = []
  while ([...open.values()].some((quantity) => quantity > 0)) {
    const units = (place: string) =>
      [...open].reduce((sum, [sku, quantity]) => sum + Math.min(quantity, left.get(place)?.get(sku) ?? 0), 0)
    const rest = ranked.filter((place) => !sources.includes(place))
    const best = rest.toSorted((one, other) => units(other) - units(one))[0]
    if (best === undefined) return sources
    sources.push(best)
    for (const [sku, quantity] of open) open.set(sku, quantity - Math.min(quantity, left.get(best)?.get(sku) ?? 0))
  }
  return sources
}

function takeFrom(ask: Ask, sources: readonly string[], left: Left): readonly Line[] {
  return [...ask.demand].flatMap(([sku, wanted]) => {
    let missing = wanted
    return sources.flatMap((locationId) => {
      const shelf = left.get(locationId)
      const there = shelf?.get(sku) ?? 0
      const quantity = Math.min(missing, there)
      if (!shelf || quantity === 0) return []
      shelf.set(sku, there - quantity)
      missing -= quantity
      return [{ orderId: ask.orderId, sku, locationId, quantity }]
    })
  })
}
