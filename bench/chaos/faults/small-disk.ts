import { execFile, execFileSync } from 'node:child_process'
import { mkdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A folder that has become a disk of its own, with little room. */
export type SmallDisk = {
  /** Takes the room that is left. */
  fill(): Promise<void>
  /** Makes it an ordinary folder again, with what was written meanwhile. */
  giveBack(): Promise<void>
}

let why: string | undefined | null = null

/** Mounting takes root, and more than some containers let root do. */
export function whyNoSmallDisk(): string | undefined {
  if (why === null) why = tryMounting()
  return why
}

function tryMounting(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can mount a disk that is small enough to fill'
  const dir = mkdtempSync(join(tmpdir(), 'tradewind-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir], { stdio: 'pipe' })
    execFileSync('umount', [dir], { stdio: 'pipe' })
    return undefined
  } catch {
    return 'nothing can be mounted here, not even by root'
  } finally {
    rmdirSync(dir)
  }
}

/** Puts a folder that nobody uses at the moment on a disk of its own, with hardly more room than it takes. */
export async function smallDisk(folder: string): Promise<SmallDisk> {
  const aside = `${folder}.aside`
  const { stdout } = await run('du', ['-sm', folder])
  const { mode, uid, gid } = await stat(folder)
  await rename(folder, aside)
  await mkdir(folder)
  const options = `size=${Number.parseInt(stdout, 10) + 48}m,mode=${(mode & 0o777).toString(8)},uid=${uid},gid=${gid}`
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  await copy(aside, folder)
  const ballast = join(folder, 'ballast')
  return {
    fill: async () => {
      const { bavail, bsize } = await statfs(folder)
      await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => {})
    },
    giveBack: async () => {
      await rm(ballast, { force: true })
      await rm(aside, { recursive: true })
      await mkdir(aside)
      await copy(folder, aside)
      await run('umount', [folder])
      await rm(folder, { recursive: true })
      await rename(aside, folder)
    },
  }
}

/** With owners, modes and links as they are. */
const copy = (from: string, to: string) => run('cp', ['-a', `${from}/.`, to])
