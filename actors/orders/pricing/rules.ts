import { sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db } from '#db/client.ts'
import type * as subject from '#subjects/pricing.ts'

/** All that a price depends on besides what is priced, as the store had it at one version. */
export type Rules = {
  readonly version: number
  /** Whether the prices of the catalogue have the tax in them. */
  readonly pricesIncludeTax: boolean
  /** Where goods are taxed as long as nobody has said where they go. */
  readonly place: Zone
  readonly orderPrefix: string
  /** When the money of an order is taken. */
  readonly captureOn: 'confirmation' | 'shipment'
  readonly promotions: readonly Promotion[]
  readonly shippingMethods: readonly ShippingMethod[]
  readonly taxRates: readonly TaxRate[]
}

export type Zone = { readonly country: string; readonly region?: string | null | undefined }

/** A promotion as pricing sees it; a missing time is no bound. */
export type Promotion = {
  readonly id: string
  readonly name: string
  readonly benefit: Static<typeof subject.Benefit>
  readonly conditions: Static<typeof subject.Conditions>
  readonly priority: number
  readonly exclusive: boolean
  readonly couponOnly: boolean
  readonly startsAt: string | null
  readonly endsAt: string | null
}

export type ShippingMethod = {
  readonly id: string
  readonly name: string
  readonly zones: readonly Zone[]
  readonly rates: Static<typeof subject.ShippingRates>
  readonly taxClass: string
}

export type TaxRate = Zone & { readonly taxClass: string; readonly ratePpm: number }

/** The rules of the store, kept in process. */
export type Rulebook = {
  /** As of this version of the rules, or a later one. */
  readonly at: (version: number) => Promise<Rules>
}

/** Reads the rules again only when whoever asks has seen another version than the one at hand. */
export function openRulebook(db: Db): Rulebook {
  let kept: Rules | undefined
  let reading: Promise<Rules> | undefined
  const read = async () => {
    try {
      kept = await readRules(db)
      return kept
    } finally {
      reading = undefined
    }
  }
  return {
    at: async (version) => {
      if (kept?.version === version) return kept
      const begun = reading
      const rules = await (reading ??= read())
      // A reading that had begun when this was asked may have missed the change that its version tells of.
      return begun && rules.version < version ? (reading ??= read()) : rules
    },
  }
}

/** One statement, so that the version is that of the rest. */
async function readRules(db: Db): Promise<Rules> {
  const [row] = await db.execute<{ rules: Rules }>(sql`
    select jsonb_build_object(
      'version', rules_version, 'pricesIncludeTax', prices_include_tax, 'orderPrefix', order_prefix,
      'captureOn', capture_on,
      'place', jsonb_build_object('country', country, 'region', region),
      'promotions', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'benefit', benefit,
        'conditions', conditions, 'priority', priority, 'exclusive', exclusive, 'couponOnly', coupon_only,
        'startsAt', starts_at, 'endsAt', ends_at) order by priority, id), '[]')
        from promotions where active),
      'shippingMethods', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'zones', zones,
        'rates', rates, 'taxClass', tax_class) order by id), '[]')
        from shipping_methods where active),
      'taxRates', (select coalesce(jsonb_agg(jsonb_build_object('country', country, 'region', region,
        'taxClass', tax_class, 'ratePpm', rate_ppm) order by id), '[]')
        from tax_rates)
    ) as rules
    from store`)
  if (!row) throw new Error('The store has no row')
  return row.rules
}
