import { connectDb, type Sql } from '#db/client.ts'
import { type DatabaseName, databases } from '#db/databases.ts'

export type Databases = AsyncDisposable & Readonly<Record<DatabaseName, Sql>>

/** Looks into the six databases as their superuser, over one connection each. */
export function openDatabases(adminUrl: string): Databases {
  const stack = new AsyncDisposableStack()
  const open = (name: DatabaseName) => {
    const url = new URL(adminUrl)
    url.pathname = `/${name}_db`
    return stack.use(connectDb(url.href, { max: 1, name: 'bench' })).sql
  }
  const opened = Object.fromEntries(databases.map((name) => [name, open(name)])) as Record<DatabaseName, Sql>
  return { ...opened, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}
