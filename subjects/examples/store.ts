import type * as subject from '../store.ts'
import type { ExamplesOf } from '../subject.ts'
import { opened, ordered } from './story.ts'

const kept = { version: 1, createdAt: opened, updatedAt: opened }
const changed = { version: 2, updatedAt: ordered }

const seller = {
  name: 'Tradewind Outfitters GmbH',
  line1: 'Am Sandtorkai 41',
  city: 'Hamburg',
  postalCode: '20457',
  country: 'DE',
  taxId: 'DE123456789',
}
const rule = {
  pricesIncludeTax: true,
  country: 'DE',
  region: null,
  orderPrefix: 'TW',
  captureOn: 'confirmation' as const,
}
const ours = { ...rule, seller, version: 1, updatedAt: opened }

const parcel = {
  name: 'Standard',
  zones: [{ country: 'DE' }, { country: 'GB' }],
  rates: {
    by: 'price' as const,
    currency: 'EUR',
    tiers: [
      { upTo: 4_999, amount: 490 },
      { upTo: null, amount: 0 },
    ],
  },
}
const standard = {
  id: 'shm_01m84rbg7sf689g5e2k5h8xw3p',
  ...parcel,
  taxClass: 'standard',
  active: true,
  ...kept,
}
const shippingMethodId = standard.id

const vat = { name: 'VAT, reduced', country: 'AT', taxClass: 'reduced', ratePpm: 100_000 }
const reduced = { id: 'txr_01m84rbg7sf689g5ea9n4d6y1r', ...vat, region: null, ...kept }
const taxRateId = reduced.id

/** Staff say how the store reckons, what sending costs and how goods are taxed. */
export const store: ExamplesOf<typeof subject> = {
  readStore: { input: {}, output: ours },
  updateStore: { input: { orderPrefix: 'SHOP' }, output: { ...ours, orderPrefix: 'SHOP', ...changed } },
  createShippingMethod: { input: parcel, output: standard },
  listShippingMethods: { input: { limit: 20 }, output: { items: [standard], next: null } },
  readShippingMethod: { input: { shippingMethodId }, output: standard },
  updateShippingMethod: {
    input: { shippingMethodId, active: false },
    output: { ...standard, active: false, ...changed },
  },
  deleteShippingMethod: { input: { shippingMethodId }, output: null },
  createTaxRate: { input: vat, output: reduced },
  listTaxRates: { input: { limit: 20 }, output: { items: [reduced], next: null } },
  readTaxRate: { input: { taxRateId }, output: reduced },
  updateTaxRate: { input: { taxRateId, ratePpm: 130_000 }, output: { ...reduced, ratePpm: 130_000, ...changed } },
  deleteTaxRate: { input: { taxRateId }, output: null },
}
