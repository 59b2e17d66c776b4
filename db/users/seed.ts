import { sql } from 'drizzle-orm'
import { CannotStart } from '#compose/run.ts'
import { newId } from '#subjects/id.ts'
import { passwordTooWeak } from '#subjects/users.ts'
import type { Db } from '../client.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { hashPassword } from './password.ts'
import { users } from './schema.ts'

export type Login = { readonly email: string; readonly password: string }

/** Makes an administrator, unless there is one with that address, whose password stays as it is. Whoever else has it is not promoted. */
export async function seedAdministrator(db: Db, { email, password }: Login): Promise<void> {
  refuseWeak(password, email)
  const [known] = await db.select({ role: users.role }).from(users).where(sql`lower(${users.email}) = lower(${email})`)
  if (known && known.role !== 'admin') {
    throw new CannotStart(`STAFF_EMAIL: ${email} is the address of an account that is not an administrator's`)
  }
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

/** Whoever may do everything has a password no easier to guess than a customer's. */
function refuseWeak(password: string, email: string): void {
  try {
    refuseWeakPassword(password, email.toLowerCase())
  } catch (error) {
    throw passwordTooWeak.matches(error) ? new CannotStart(`STAFF_PASSWORD: ${error.message}`) : error
  }
}
