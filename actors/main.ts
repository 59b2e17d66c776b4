import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'

/** `node actors/main.ts orders payments` hosts the named actors in one process; no name hosts all of them. */
const { main } = await import('./process.ts')
await run(main)
