import type { Ask } from './grant.ts'
import type { Line, Shelf } from './stocks.ts'

/** In which order an ask takes from locations: all of them, or those that are left out come last. */
export type Ranking<A> = (ask: A) => readonly string[]

/** Whether to look first for one location that has everything. */
export type Manner = { readonly fewestParcels: boolean }

/** A line, and how much of it is promised before it has come. */
export type Allotment = Line & { readonly owed: number }

/**
 * Says where the goods of granted asks come from, one after the other: what lies anywhere comes before what has yet to come
 * everywhere. There is enough for all of them together, or they would not have been granted.
 */
export function allocate<A extends Ask>(
  asks: readonly A[],
  shelves: readonly Shelf[],
  { rank, fewestParcels }: Manner & { readonly rank: Ranking<A> },
): readonly Allotment[] {
  const goods = countsOf(shelves, ({ there }) => there)
  const promises = countsOf(shelves, ({ there, available }) => available - there)
  return asks.flatMap((ask) => {
    const ranked = [...new Set([...rank(ask), ...goods.keys()])]
    const missing = new Map(ask.demand)
    const take = (places: readonly string[], left: Left) =>
      takeFrom(missing, fewestParcels ? byParcels(missing, places, left) : places, left)
    const taken = take(ranked, goods)
    // A parcel that leaves from there anyway is not one more.
    const begun = fewestParcels ? taken.map(({ locationId }) => locationId) : []
    return joined(ask.orderId, taken, take([...new Set([...begun, ...ranked])], promises))
  })
}

type Left = ReadonlyMap<string, Map<string, number>>
type Part = Pick<Line, 'sku' | 'locationId' | 'quantity'>

function countsOf(shelves: readonly Shelf[], count: (shelf: Shelf) => number): Left {
  const left = new Map<string, Map<string, number>>()
  for (const shelf of shelves) {
    const { sku, locationId } = shelf
    left.set(locationId, (left.get(locationId) ?? new Map<string, number>()).set(sku, count(shelf)))
  }
  return left
}

/** As many of the units as there are at one location, and of the rest again: the fewest locations are not always found, and never many more. */
function byParcels(missing: ReadonlyMap<string, number>, ranked: readonly string[], left: Left): readonly string[] {
  const open = new Map(missing)
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

/** Takes what is missing and can be had, from one source after the other. */
function takeFrom(missing: Map<string, number>, sources: readonly string[], left: Left): readonly Part[] {
  return [...missing.keys()].flatMap((sku) =>
    sources.flatMap((locationId) => {
      const wanted = missing.get(sku) ?? 0
      const there = left.get(locationId)?.get(sku) ?? 0
      const quantity = Math.min(wanted, there)
      if (quantity === 0) return []
      left.get(locationId)?.set(sku, there - quantity)
      missing.set(sku, wanted - quantity)
      return [{ sku, locationId, quantity }]
    }),
  )
}

/** One line for each SKU and location. */
function joined(orderId: string, taken: readonly Part[], owed: readonly Part[]): readonly Allotment[] {
  const lines = new Map<string, Allotment>()
  for (const [parts, isOwed] of [
    [taken, false],
    [owed, true],
  ] as const)
    for (const { sku, locationId, quantity } of parts) {
      const key = `${sku} ${locationId}`
      const before = lines.get(key) ?? { orderId, sku, locationId, quantity: 0, owed: 0 }
      lines.set(key, {
        ...before,
        quantity: before.quantity + quantity,
        owed: before.owed + (isOwed ? quantity : 0),
      })
    }
  return [...lines.values()]
}
