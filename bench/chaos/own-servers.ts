import { CannotStart } from '#compose/run.ts'
import { databases, urlVariable } from '#db/databases.ts'

/** By which a stack would find servers that are not its own. */
const variables = [
  'DATABASE_ADMIN_URL',
  ...databases.map(urlVariable),
  'NATS_URL',
  'REDIS_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_API_URL',
  'SMTP_URL',
]

/** A stack takes the servers that its environment names, and what others use is not there to be broken. */
export function requireOwnServers(env: Readonly<Record<string, string | undefined>>): void {
  const named = variables.filter((name) => env[name])
  if (named.length === 0) return
  throw new CannotStart(
    `Chaos would break what ${named.join(', ')} in the environment stand for: without them it starts servers of its own`,
  )
}
