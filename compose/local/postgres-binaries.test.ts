import { chmod, lstat, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeReady } from './postgres-binaries.ts'

let dir: string
let bin: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tradewind-binaries-'))
  bin = join(dir, 'native', 'bin')
  await mkdir(bin, { recursive: true })
  for (const name of ['initdb', 'postgres']) await writeFile(join(bin, name), '', { mode: 0o644 })
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/libpq.so.5' }]
  await writeFile(join(dir, 'native', 'pg-symlinks.json'), JSON.stringify(links))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('binaries as npm unpacked them are made ready, also when another start has made the link just now', async () => {
  await symlink('libpq.so.5.18', join(dir, 'native', 'libpq.so.5'))

  makeReady(dir)

  expect((await lstat(join(dir, 'native', 'libpq.so.5'))).isSymbolicLink()).toBe(true)
  expect((await stat(join(bin, 'postgres'))).mode & 0o777).toBe(0o755)
})

test('whoever may not make them ready is told who can', async () => {
  await chmod(dir, 0o755)
  await chmod(join(dir, 'native'), 0o555)
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    expect(() => makeReady(dir)).toThrow(`only another user may change ${dir}`)
  } finally {
    if (isRoot) process.seteuid?.(0)
    await chmod(join(dir, 'native'), 0o755)
  }
})

test('binaries that are ready are left as they are', async () => {
  for (const name of ['initdb', 'postgres']) await chmod(join(bin, name), 0o555)

  makeReady(dir)

  expect((await stat(join(bin, 'postgres'))).mode & 0o777).toBe(0o555)
})
