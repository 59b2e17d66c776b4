import * as subject from '#subjects/users.ts'
import { actor, every } from '../actor.ts'
import { createApiKey } from './create-api-key.ts'
import { denyEnded } from './deny-ended.ts'
import { laws } from './laws.ts'
import { listApiKeys } from './list-api-keys.ts'
import { findByEmail } from './find-by-email.ts'
import { listStaff } from './list-staff.ts'
import { logIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import { pruneSessions } from './prune-sessions.ts'
import { readApiKey } from './read-api-key.ts'
import { readContacts } from './read-contacts.ts'
import { readKeys } from './read-keys.ts'
import { readMe } from './read-me.ts'
import { refreshSession } from './refresh-session.ts'
import { registerUser } from './register-user.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { env, openTools } from './tools.ts'
import { verifyApiKey } from './verify-api-key.ts'

/** Knows who people are: accounts, logins, API keys, and the keys that vouch for them. */
export const users = actor({
  name: 'users',
  contracts: subject,
  env,
  tools: openTools,
  handlers: {
    registerUser,
    logIn,
    refreshSession,
    logOut,
    readMe,
    readKeys,
    readContacts,
    listStaff,
    findByEmail,
    createApiKey,
    listApiKeys,
    readApiKey,
    revokeApiKey,
    verifyApiKey,
  },
  timers: [every(15_000, 'deny what has ended', denyEnded), every(600_000, 'prune sessions', pruneSessions)],
  laws,
})
