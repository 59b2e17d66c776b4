import { Type } from 'typebox'
import { readEnv } from '#compose/env.ts'
import '#compose/light-imports.ts'
import { run } from '#compose/run.ts'
import { type DatabaseName, databases, urlVariable } from './databases.ts'

/** `node db/migrate.ts` brings the databases that the environment names up to date. */
await run(async () => {
  const databaseUrl = Type.String({ pattern: '^postgres(ql)?://' })
  const variables = ['DATABASE_ADMIN_URL', ...databases.map(urlVariable)].map((name) => [name, databaseUrl])
  const env = readEnv(Type.Object(Object.fromEntries(variables))) as Record<string, string>
  const urls = Object.fromEntries(databases.map((name) => [name, env[urlVariable(name)]]))
  const { migrateAll } = await import('./migrate-all.ts')
  await migrateAll({ adminUrl: env['DATABASE_ADMIN_URL'] ?? '', urls: urls as Record<DatabaseName, string> })
  return 'finished'
})
