#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// Plain JavaScript that any Node reads: one too old for TypeScript hands over to the Node this project pins.
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import('./light-imports.ts')
  await import('./cli.ts')
} else {
  const pinned = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
  const child = spawn(pinned, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('error', () => {
    console.error(`Tradewind needs Node 24, and this is ${process.version}; npm ci brings the right one`)
    process.exitCode = 1
  })
  child.on('exit', (code) => (process.exitCode = code ?? 1))
}
