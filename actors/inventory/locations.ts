import { asc, eq, gt } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Tx } from '#db/client.ts'
import { violatedConstraint } from '#db/failures.ts'
import { locations, mainLocationId } from '#db/inventory/schema.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/locations.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import { refuseOtherVersion } from '../condition.ts'

type Row = typeof locations.$inferSelect

/** Adds a place where goods lie. */
export const createLocation: Handler<typeof subject.createLocation> = (input, { once, now }) =>
  once(async (tx) => {
    const row = { id: newId('loc'), ...input, createdAt: now(), updatedAt: now() }
    const [made] = await tx.insert(locations).values(row).onConflictDoNothing().returning()
    if (!made) throw subject.locationTaken(`There is a ${input.code} already`)
    return toLocation(made)
  })

/** Shows where goods lie. */
export const listLocations: Handler<typeof subject.listLocations> = async ({ limit = 20, cursor, include }, { db }) => {
  const after = cursor === undefined ? undefined : gt(locations.id, readCursor(cursor, 'locations'))
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(locations)
      .where(after)
      .orderBy(asc(locations.id))
      .limit(limit + 1),
    include && totalOf(db, locations, undefined),
  ])
  const items = rows.slice(0, limit).map(toLocation)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? writeCursor('locations', last.id) : null, ...total }
}

/** Reads one place where goods lie. */
export const readLocation: Handler<typeof subject.readLocation> = async ({ locationId }, { db }) => {
  const [row] = await db.select().from(locations).where(eq(locations.id, locationId))
  if (!row) throw notFound(`There is no ${locationId}`)
  return toLocation(row)
}

/** Changes what is given of a location. What can be sold changes with whether it serves orders, and is told of all that lies there bit by bit. */
export const updateLocation: Handler<typeof subject.updateLocation> = async (input, context) => {
  const { locationId, ...given } = input
  const location = await context.transaction(async (tx) => {
    const row = await hold(tx, locationId)
    refuseOtherVersion(context.envelope, toLocation(row))
    const turns = given.active !== undefined && given.active !== row.active
    const values = {
      ...given,
      ...(turns && { untoldAfter: '' }),
      version: row.version + 1,
      updatedAt: context.now(),
    }
    const [changed = row] = await tx.update(locations).set(values).where(eq(locations.id, locationId)).returning()
    return toLocation(changed)
  })
  context.wake('tell locations')
  return location
}

/** Takes a location away that nothing refers to. */
export const deleteLocation: Handler<typeof subject.deleteLocation> = async ({ locationId }, context) => {
  try {
    return await context.transaction(async (tx) => {
      refuseOtherVersion(context.envelope, toLocation(await hold(tx, locationId, 'update')))
      if (locationId === mainLocationId) throw subject.locationInUse('Everything lies there that lies nowhere else')
      await tx.delete(locations).where(eq(locations.id, locationId))
      return null
    })
  } catch (error) {
    if (violatedConstraint(error) !== undefined) throw subject.locationInUse()
    throw error
  }
}

/** Goods may be given a place there meanwhile, unless it goes. */
async function hold(tx: Tx, id: string, strength: 'update' | 'no key update' = 'no key update'): Promise<Row> {
  const [row] = await tx.select().from(locations).where(eq(locations.id, id)).for(strength)
  if (!row) throw notFound(`There is no ${id}`)
  return row
}

const toLocation = ({
  untoldAfter: _untoldAfter,
  createdAt,
  updatedAt,
  ...row
}: Row): Static<typeof subject.Location> => ({
  ...row,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
