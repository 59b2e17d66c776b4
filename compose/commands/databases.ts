import { Type } from 'typebox'
import { connectDb, type Db } from '#db/client.ts'
import { databases, type DatabaseName, urlVariable } from '#db/databases.ts'
import { readEnv } from '../env.ts'
import { CannotStart } from '../run.ts'
import { environment } from './environment.ts'

/** An actor's database. */
export type Own = { readonly actor: DatabaseName; readonly db: Db }

const Env = Type.Object(
  Object.fromEntries(
    databases.map((name) => [urlVariable(name), Type.Optional(Type.String({ pattern: '^postgres(ql)?://' }))]),
  ),
)

/** The databases of all actors whose URLs are known, maybe of none. */
export function openKnownDatabases(stack: AsyncDisposableStack): readonly Own[] {
  const env = readEnv(Env, environment()) as Record<string, string | undefined>
  return databases.flatMap((actor) => {
    const url = env[urlVariable(actor)]
    return url ? [{ actor, db: stack.use(connectDb(url, { max: 1, name: 'tools' })).db }] : []
  })
}

/** The same, where nothing can be done without one. */
export function openDatabases(stack: AsyncDisposableStack): readonly Own[] {
  const known = openKnownDatabases(stack)
  if (known.length > 0) return known
  const names = databases.map(urlVariable).join(', ')
  throw new CannotStart(`No database is known: set ${names}, or start everything here with npm start`)
}
