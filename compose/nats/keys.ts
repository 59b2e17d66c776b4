import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createUser, fromSeed } from 'nkeys.js'
import { CannotStart } from '../run.ts'

/**
 * The seed that an identity connects with is `<identity>.nk`; while it is being changed, the last one is `.old.nk`. Each
 * identity has a folder of its own, which can be given to its processes alone.
 */
export const seedFile = (dir: string, identity: string) => join(dir, identity, `${identity}.nk`)
const oldSeedFile = (dir: string, identity: string) => join(dir, identity, `${identity}.old.nk`)

/** The seed of this identity, made now if there is none. Only its owner can read the file. */
export function ensureSeed(dir: string, identity: string): string {
  const file = seedFile(dir, identity)
  mkdirSync(dirname(dir), { recursive: true })
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const own = `${file}.${process.pid}`
  try {
    return readSeed(file)
  } catch (error) {
    if (error instanceof CannotStart) throw error
  }
  const seed = new TextDecoder().decode(createUser().getSeed())
  // Written whole before it has its name, so that of two starts at once neither reads half a seed, nor another than stays.
  writeFileSync(own, `${seed}\n`, { mode: 0o600 })
  try {
    linkSync(own, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(own)
  }
  return readSeed(file)
}

/** Reads a seed, and says so if the file holds anything else. A file that is not there is thrown as it is. */
export function readSeed(file: string): string {
  const seed = readFileSync(file, 'utf8').trim()
  try {
    if (fromSeed(new TextEncoder().encode(seed)).getPublicKey().startsWith('U')) return seed
  } catch {
    // Said below: the reason would quote what may be a secret.
  }
  throw new CannotStart(`${file} does not hold the seed of a user's nkey, which begins with SU`)
}

/** The public keys by which the broker knows this identity: two of them while the key is being changed. */
export function publicKeysOf(dir: string, identity: string): string[] {
  const seeds = [ensureSeed(dir, identity), ...old(dir, identity)]
  return seeds.map((seed) => fromSeed(new TextEncoder().encode(seed)).getPublicKey())
}

function old(dir: string, identity: string): string[] {
  const file = oldSeedFile(dir, identity)
  return existsSync(file) ? [readSeed(file)] : []
}

/** Makes a new seed beside the one in use; both are good until `retireKey`. */
export function rotateKey(dir: string, identity: string): void {
  if (old(dir, identity).length > 0)
    throw new CannotStart(`The last key of ${identity} is still good: retire it before the next one is made`)
  ensureSeed(dir, identity)
  renameSync(seedFile(dir, identity), oldSeedFile(dir, identity))
  ensureSeed(dir, identity)
}

/** Forgets the seed that was in use before the last rotation. */
export function retireKey(dir: string, identity: string): void {
  rmSync(oldSeedFile(dir, identity), { force: true })
}
