import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const keys = [
  'scenario',
  'rate',
  'unit',
  'p50Ms',
  'p99Ms',
  'errors',
  'connections',
  'durationS',
  'cpuMsPerOp',
  'commitsPerOp',
  'calibration',
  'ratios',
]
const calibrations = ['http', 'fastify', 'nats', 'jetstream', 'commit']

test('a script reads a line for each measurement, at the end always the same keys, and an exit code', async () => {
  const [good, bad] = await Promise.all([measured(200), measured(500)])

  expect(good.lines.slice(0, -1).map(({ calibration }) => calibration)).toEqual([
    'http',
    'fastify',
    'nats',
    'jetstream',
  ])
  const last = good.lines.at(-1) ?? {}
  expect(Object.keys(last)).toEqual(keys)
  expect(Object.keys(last['calibration'] as object)).toEqual(calibrations)
  expect(Object.keys(last['ratios'] as object)).toEqual(calibrations)
  expect(last).toMatchObject({
    scenario: 'list',
    unit: 'pages/s',
    errors: 0,
    connections: 2,
    calibration: { commit: null },
  })
  expect(last['rate']).toBeGreaterThan(0)
  expect(good.code).toBe(0)
  expect(JSON.parse(good.remembered)).toMatchObject({
    ...last,
    offered: null,
    machine: expect.stringContaining('Node'),
  })

  expect(bad.lines.at(-1)).toMatchObject({ scenario: 'list', rate: 0, errors: expect.any(Number) })
  expect(bad.told).toContain('FAILED: not one operation succeeded')
  expect(bad.code).toBe(1)
}, 60_000)

/** Measures a shop whose lists of products are all answered so, and of which nothing else is known. */
async function measured(status: number) {
  const shop = createServer((_, response) => response.writeHead(status).end('{}'))
  await once(shop.listen(0, '127.0.0.1'), 'listening')
  const { port } = shop.address() as AddressInfo
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  try {
    const args = [
      'list',
      '--json',
      '--url',
      `http://127.0.0.1:${port}`,
      '--connections',
      '2',
      '--duration',
      '1',
      '--warmup',
      '0',
    ]
    const env = { ...process.env, BENCH_RESULTS: join(dir, 'results'), DATABASE_ADMIN_URL: '', NATS_URL: '' }
    const child = spawn(process.execPath, ['bench/main.ts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = once(child, 'exit')
    const [out, told] = await Promise.all([text(child.stdout), text(child.stderr)])
    const [code] = (await ended) as [number | null]
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    return { lines, told, code, remembered: await readFile(join(dir, 'results', 'list.ndjson'), 'utf8') }
  } finally {
    shop.closeAllConnections()
    shop.close()
    await rm(dir, { recursive: true, force: true })
  }
}
