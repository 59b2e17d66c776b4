import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Answers the secret of each name in this directory: made from one random root, so always the same ones. */
export function openSecrets(dir: string): (name: string) => string {
  const file = join(dir, 'secrets.json')
  try {
    writeFileSync(file, JSON.stringify({ root: randomBytes(32).toString('base64url') }), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const { root } = JSON.parse(readFileSync(file, 'utf8')) as { root: string }
  return (name) => createHmac('sha256', root).update(name).digest('base64url')
}
