import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'
import type { OutputOf } from '#subjects/subject.ts'
import type { Scope } from '#subjects/api-key.ts'
import type { readKeys } from '#subjects/users.ts'

export { idempotency, inbox, outbox, parkingLot, streamPositions } from '../messages.ts'

export const users = pgTable(
  'users',
  {
    id: text().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ['customer', 'staff', 'admin'] })
      .notNull()
      .default('customer'),
    /** PHC string of argon2id; the password itself is nowhere. */
    passwordHash: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [uniqueIndex('users_email').on(sql`lower(${table.email})`)],
)

/**
 * One login each. Its refresh token changes with every use, names its session, and is kept only as a hash. The hashes are not
 * indexed, so that rotating one leaves every index as it is.
 */
export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id),
    tokenHash: text().notNull(),
    /** The token before the current one, which may come once more if the answer to it was lost. */
    previousTokenHash: text(),
    rotatedAt: instant(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    index('sessions_user').on(table.userId),
    index('sessions_created').on(table.createdAt),
    index('sessions_revoked').on(table.revokedAt).where(sql`revoked_at is not null`),
  ],
)

/** Keys that programs speak with. The secret itself is nowhere, only its SHA-256. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    hash: text().notNull().unique(),
    prefix: text().notNull(),
    scopes: text().array().$type<Scope[]>().notNull(),
    /** The day of the API's version it was made for. */
    apiVersion: text(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    lastUsedAt: instant(),
    expiresAt: instant(),
    revokedAt: instant(),
  },
  (table) => [index('api_keys_revoked').on(table.revokedAt).where(sql`revoked_at is not null`)],
)

type PublicJwk = OutputOf<typeof readKeys>['keys'][number]

/** Keys that sign access tokens. The private part is encrypted under SECRET_KEY. */
export const signingKeys = pgTable('signing_keys', {
  kid: text().primaryKey(),
  publicJwk: jsonb().$type<PublicJwk>().notNull(),
  privateKey: text().notNull(),
  createdAt: instant().notNull(),
})
