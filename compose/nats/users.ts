import { type Identity, permissionsOf, type Said } from '#subjects/permissions.ts'
import type { User } from './config.ts'
import { publicKeysOf } from './keys.ts'

/** The identities as the broker is to know them; whose seed is not in the folder yet gets one. */
export const usersOf = (identities: readonly Identity[], said: Said, keysDir: string): User[] =>
  identities.map((identity) => ({
    name: identity.name,
    publicKeys: publicKeysOf(keysDir, identity.name),
    permissions: permissionsOf(identity, said, identities),
  }))
