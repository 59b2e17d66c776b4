import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'

/** `node gateway/main.ts` serves the public API on PORT, and metrics on METRICS_PORT. */
const { main } = await import('./process.ts')
await run(main)
