import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'

/** Where something is sent. */
export type Destination = { readonly country: string; readonly region?: string }

/** A location orders are served from. */
export type Place = { readonly id: string; readonly priority: number; readonly zones: readonly Destination[] }

/** How the store chooses among its locations. */
export type Choice = {
  readonly allocation: 'priority' | 'nearest' | 'fewest-parcels'
  readonly places: readonly Place[]
}

/** What the store has said about choosing, and what there is to choose from. */
export async function readChoice(tx: Tx): Promise<Choice> {
  const rows = await tx.execute<Place & Pick<Choice, 'allocation'>>(sql`
    select id, priority, zones, (select allocation from stock_rules) as allocation from locations where active`)
  return { allocation: rows[0]?.allocation ?? 'priority', places: rows }
}

/** The locations in the order they are taken from: by priority, and where the store wants that, the near ones before. */
export function rankPlaces({ allocation, places }: Choice, to: Destination | undefined): readonly string[] {
  const distance = (place: Place) => (allocation === 'nearest' ? distanceOf(place, to) : 0)
  return places
    .toSorted(
      (one, other) => distance(one) - distance(other) || one.priority - other.priority || (one.id < other.id ? -1 : 1),
    )
    .map(({ id }) => id)
}

/** In the same region, in the same country, near to everywhere, or elsewhere. */
function distanceOf({ zones }: Place, to: Destination | undefined): number {
  if (zones.length === 0) return 2
  const near = zones.filter(({ country }) => country === to?.country)
  if (near.some(({ region }) => region !== undefined && region === to?.region)) return 0
  return near.some(({ region }) => region === undefined) ? 1 : 3
}
