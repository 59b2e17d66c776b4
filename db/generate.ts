import { spawnSync } from 'node:child_process'
import { databases } from './databases.ts'

/** `npm run db:generate -- <name>`: writes the migration that takes each database from its last one to its schema. */
const name = process.argv[2]
for (const actor of databases) {
  const args = ['generate', '--config', 'db/drizzle.config.ts', ...(name ? ['--name', name] : [])]
  const { status } = spawnSync('drizzle-kit', args, { stdio: 'inherit', env: { ...process.env, ACTOR: actor } })
  if (status !== 0) process.exit(status ?? 1)
}
