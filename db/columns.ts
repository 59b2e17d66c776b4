import { bigint, timestamp } from 'drizzle-orm/pg-core'

/** A moment, as precise as what callers are shown of it. */
export const instant = () => timestamp({ withTimezone: true, precision: 3 })

/** Money in minor units, of the currency that is told beside it. */
export const amount = () => bigint({ mode: 'number' })
