import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'
import { databases } from '#db/databases.ts'

/** `node heir.ts orders` stands ready to be the process of that actor, and becomes it when it is told so. */
const [{ main }, { loadActors }] = await Promise.all([import('#actors/process.ts'), import('#actors/registry.ts')])
await loadActors(databases.filter((name) => process.argv.includes(name)))
// Nobody is left who could tell it, or kill it.
process.once('disconnect', () => process.exit())
await new Promise((resolve) => process.once('message', resolve))
await run(async (stack, signal) => {
  await main(stack, signal)
  process.send?.('serving')
})
