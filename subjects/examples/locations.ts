import type * as subject from '../locations.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, londonId, opened } from './story.ts'

const london = {
  id: londonId,
  code: 'LONDON',
  name: 'The shop in London',
  priority: 10,
  zones: [{ country: 'GB' }],
  active: true,
  version: 1,
  createdAt: opened,
  updatedAt: opened,
}

const rules = { allocation: 'nearest' as const, lowStockMailTo: [ada.id], version: 2, updatedAt: opened }

/** A second place opens, nearer to Ada. */
export const locations: ExamplesOf<typeof subject> = {
  createLocation: {
    input: { code: 'LONDON', name: 'The shop in London', priority: 10, zones: [{ country: 'GB' }] },
    output: london,
  },
  listLocations: { input: { limit: 20 }, output: { items: [london], next: null } },
  readLocation: { input: { locationId: londonId }, output: london },
  updateLocation: {
    input: { locationId: londonId, priority: 5 },
    output: { ...london, priority: 5, version: 2 },
  },
  deleteLocation: { input: { locationId: londonId }, output: null },
  readStockRules: {
    input: {},
    output: { ...rules, allocation: 'priority', lowStockMailTo: [], version: 1 },
  },
  updateStockRules: { input: { allocation: 'nearest', lowStockMailTo: [ada.id] }, output: rules },
}
