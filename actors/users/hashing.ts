import { randomUUID } from 'node:crypto'
import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { hashPassword, verifyPassword } from '#db/users/password.ts'
import { overloaded } from '#subjects/problem.ts'

/** Hashes passwords without letting them take the process: 70 ms of a core and 19 MiB each. */
export type Hashing = {
  hash(password: string): Promise<string>
  /** Takes as long for an account that does not exist, so that the time tells nothing. */
  verify(passwordHash: string | undefined, password: string): Promise<boolean>
}

const atOnce = 2
/** Two seconds of waiting: more would outlast the patience of whoever asks. */
const mostWaiting = 50
/** Said of logins alone: whoever is logged in goes on. */
const later = { retryAfter: 2 }

export async function openHashing(): Promise<Hashing> {
  const policy = bulkhead(atOnce, mostWaiting)
  const limited = <T>(work: () => Promise<T>) =>
    policy.execute(work).catch((error: unknown) => {
      throw isBulkheadRejectedError(error) ? overloaded('Too many people log in at once', later) : error
    })
  const nobodys = await hashPassword(randomUUID())
  return {
    hash: (password) => limited(() => hashPassword(password)),
    verify: async (passwordHash, password) => {
      const matches = await limited(() => verifyPassword(passwordHash ?? nobodys, password))
      return matches && passwordHash !== undefined
    },
  }
}
