import { Type } from 'typebox'
import { Exact, PageOf, PageQuery, Text, Timestamp, UserId } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { LocationId } from './inventory.ts'
import { Zone } from './pricing.ts'
import { notFound, problem } from './problem.ts'
import { request } from './subject.ts'

const LocationRule = {
  code: Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{0,19}$', description: 'What people call it, such as `MAIN`' }),
  name: Text(100),
  priority: Type.Integer({ minimum: 0, maximum: 1_000, description: 'The lower, the sooner goods are taken from it' }),
  zones: Type.Array(Zone, { maxItems: 300, description: 'Where it is near to; everywhere if there are none' }),
  active: Type.Boolean({ description: 'From one that is not no order is served' }),
}

export const Location = Exact({
  id: LocationId,
  ...LocationRule,
  version: Type.Integer({ minimum: 1 }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

export const locationTaken = problem('location-taken', 409, 'There is a location with this code')
export const locationInUse = problem('location-in-use', 409, 'Goods lie there, or did')

export const createLocation = request('inventory.create-location', {
  summary: 'Adds a place where goods lie',
  input: Exact({
    code: LocationRule.code,
    name: LocationRule.name,
    priority: Type.Optional(LocationRule.priority),
    zones: Type.Optional(LocationRule.zones),
    active: Type.Optional(LocationRule.active),
  }),
  output: Location,
  access: 'staff',
  problems: [locationTaken],
  idempotencyKey: true,
})

export const listLocations = request('inventory.list-locations', {
  summary: 'Where goods lie, the oldest first, a page at a time',
  input: Exact(PageQuery),
  output: PageOf(Location),
  access: 'staff',
  problems: [cursorInvalid],
})

export const readLocation = request('inventory.read-location', {
  summary: 'Reads one place where goods lie',
  input: Exact({ locationId: LocationId }),
  output: Location,
  access: 'staff',
  problems: [notFound],
})

export const updateLocation = request('inventory.update-location', {
  summary: 'Changes what is given of a place where goods lie; what is promised from there stays promised',
  input: Exact({
    locationId: LocationId,
    name: Type.Optional(LocationRule.name),
    priority: Type.Optional(LocationRule.priority),
    zones: Type.Optional(LocationRule.zones),
    active: Type.Optional(LocationRule.active),
  }),
  output: Location,
  access: 'staff',
  problems: [notFound],
  conditional: true,
})

export const deleteLocation = request('inventory.delete-location', {
  summary: 'Takes a place away at which nothing ever lay',
  input: Exact({ locationId: LocationId }),
  output: Type.Null(),
  access: 'staff',
  problems: [notFound, locationInUse],
  conditional: true,
})

const Allocation = Type.Enum(['priority', 'nearest', 'fewest-parcels'], {
  description:
    'Where the goods of an order come from: by the priority of locations, first from those near to where they go, or from as few as can be',
})

const MailTo = Type.Array(UserId, {
  maxItems: 20,
  uniqueItems: true,
  description: 'Members of the staff who are written to when something runs low',
})

export const StockRules = Exact({
  allocation: Allocation,
  lowStockMailTo: MailTo,
  version: Type.Integer({ minimum: 1 }),
  updatedAt: Timestamp,
})

export const readStockRules = request('inventory.read-rules', {
  summary: 'How the store handles its stock',
  input: Exact({}),
  output: StockRules,
  access: 'staff',
  callers: ['edge', 'notifications', 'tools'],
})

export const updateStockRules = request('inventory.update-rules', {
  summary: 'Changes what is given of how the store handles its stock',
  input: Exact({ allocation: Type.Optional(Allocation), lowStockMailTo: Type.Optional(MailTo) }),
  output: StockRules,
  access: 'staff',
  conditional: true,
})
