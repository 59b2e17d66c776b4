import * as subject from '#subjects/users.ts'
import { actor, every } from '../actor.ts'
import { denyEndedSessions } from './deny-ended-sessions.ts'
import { logIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import { pruneSessions } from './prune-sessions.ts'
import { readContacts } from './read-contacts.ts'
import { readKeys } from './read-keys.ts'
import { readMe } from './read-me.ts'
import { refreshSession } from './refresh-session.ts'
import { registerUser } from './register-user.ts'
import { env, openTools } from './tools.ts'

/** Knows who people are: accounts, logins, and the keys that vouch for them. */
export const users = actor({
  name: 'users',
  contracts: subject,
  env,
  tools: openTools,
  handlers: { registerUser, logIn, refreshSession, logOut, readMe, readKeys, readContacts },
  timers: [every(15_000, 'deny ended sessions', denyEndedSessions), every(600_000, 'prune sessions', pruneSessions)],
})
