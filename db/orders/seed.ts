import { sql } from 'drizzle-orm'
import { newId } from '#subjects/id.ts'
import type { Tx } from '../client.ts'
import { shippingMethods, store, taxRates } from './schema.ts'

/** Says who the demo shop is, how it sends goods and taxes them, unless somebody has said so already. */
export async function seedRules(tx: Tx): Promise<void> {
  const [held] = await tx.select().from(store).for('update')
  const [known] = await tx.execute<{ known: boolean }>(sql`
    select exists (select from ${shippingMethods}) or exists (select from ${taxRates}) as known`)
  if (!held || known?.known) return
  const now = new Date()
  const times = { createdAt: now, updatedAt: now }
  const sending = { zones: [], taxClass: 'standard', ...times }
  const german = { country: 'DE', ...times }
  await tx.insert(shippingMethods).values([
    { id: newId('shm'), name: 'Standard', rates: ratesOf([4_999, 490], [null, 0]), ...sending },
    { id: newId('shm'), name: 'Express', rates: ratesOf([null, 990]), ...sending },
  ])
  await tx.insert(taxRates).values([
    { id: newId('txr'), name: 'German VAT', taxClass: 'standard', ratePpm: 190_000, ...german },
    { id: newId('txr'), name: 'German VAT, reduced', taxClass: 'reduced', ratePpm: 70_000, ...german },
  ])
  const rulesVersion = sql`${store.rulesVersion} + 1`
  await tx.update(store).set({ rulesVersion, seller: held.seller ?? seller })
}

const seller = {
  name: 'Tradewind Outfitters GmbH',
  line1: 'Am Sandtorkai 41',
  city: 'Hamburg',
  postalCode: '20457',
  country: 'DE',
  taxId: 'DE123456789',
}

/** In cents, by the price of the goods. */
const ratesOf = (...tiers: readonly [upTo: number | null, amount: number][]) => ({
  by: 'price',
  currency: 'EUR',
  tiers: tiers.map(([upTo, amount]) => ({ upTo, amount })),
})
