import { parseArgs } from 'node:util'
import '#compose/light-imports.ts'
import { CannotStart, run } from '#compose/run.ts'
import { openSystem } from '../system.ts'

/** `node bench/fuzz/main.ts`: sends a system requests made from its own description; exit code 0 if nothing was found. */
await run(async (stack, signal) => {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '5000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      url: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const [requests, seed] = [Number(values.requests), Number(values.seed)]
  if (!(requests >= 1 && requests <= 1_000_000)) throw new CannotStart('--requests takes a number from 1 to 1000000')
  if (!Number.isInteger(seed)) throw new CannotStart('--seed takes a whole number')
  const system = await openSystem(values.url === undefined ? {} : { url: values.url }, stack, signal)
  const { fuzz } = await import('./fuzz.ts')
  const progress = (sent: number) =>
    process.stderr.isTTY && sent % 100 === 0 && process.stderr.write(`\r${sent} of ${requests} `)
  const result = await fuzz(system, { requests, seed, onProgress: progress })
  if (values.json) console.log(JSON.stringify({ seed, ...result }))
  else {
    for (const { operation, what, rule, curl, count } of result.findings)
      console.log(`✗ ${operation} ${what}\n  rule: ${rule}, ${count} times\n  ${curl}\n`)
    console.log(`never seen: ${result.unseen.join(', ') || 'nothing'}`)
    console.log(`${result.requests} requests with --seed ${seed}, ${result.findings.length} findings`)
  }
  if (result.findings.length > 0) process.exitCode = 1
  return 'finished'
})
