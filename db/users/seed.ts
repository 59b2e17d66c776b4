import { sql } from 'drizzle-orm'
import { newId } from '#subjects/id.ts'
import type { Db } from '../client.ts'
import { hashPassword } from './password.ts'
import { users } from './schema.ts'

export type Login = { readonly email: string; readonly password: string }

/** Makes an administrator, unless somebody has that address: neither their password nor their role is touched. */
export async function seedAdministrator(db: Db, { email, password }: Login): Promise<void> {
  const [known] = await db.select({ id: users.id }).from(users).where(sql`lower(${users.email}) = lower(${email})`)
  if (known) return
  const now = new Date()
  await db
    .insert(users)
    .values({
      id: newId('usr'),
      email,
      name: 'Tradewind Staff',
      role: 'admin',
      passwordHash: await hashPassword(password),
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
}
