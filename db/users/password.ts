import { hash, parseOptions, verify } from '@node-rs/argon2'

/** OWASP's first choice for argon2id, the algorithm this library takes unless told otherwise. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What is kept of a password: a PHC string of argon2id. */
export function hashPassword(password: string): Promise<string> {
  return hash(composed(password), cost)
}

/** Whether this is the password the hash was made of, whatever the cost was then. */
export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, composed(password))
}

/** Whether a hash was made when hashing cost less. Only a login can raise it: nobody else knows the password. */
export function needsRehash(passwordHash: string): boolean {
  const { memoryCost, timeCost } = parseOptions(passwordHash)
  return memoryCost < cost.memoryCost || timeCost < cost.timeCost
}

/** One keyboard types é as one character, another as two; it is the same password (NIST SP 800-63B, 3.1.1.2). */
const composed = (password: string) => password.normalize('NFKC')
