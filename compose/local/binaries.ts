import { execFile } from 'node:child_process'
import { accessSync, constants, globSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { CannotStart } from '../run.ts'

export type ServerName = 'nats-server' | 'redis-server'

const here = {
  platform: process.platform as string,
  path: process.env['PATH'] ?? '',
  dir: resolve(import.meta.dirname, '../../.tradewind/servers'),
}

/**
 * The executables of these servers: from the PATH, else what an earlier start downloaded, else downloaded now with apt,
 * which needs no root and changes nothing on the system. Where none of that works, the error is the command to run.
 */
export async function findServers(names: readonly ServerName[], system = here): Promise<string[]> {
  const missing = names.filter((name) => !find(name, system))
  if (missing.length > 0) {
    const hasApt = system.platform === 'linux' && onPath('apt-get', system.path) && onPath('dpkg', system.path)
    if (!hasApt) throw new CannotStart(`${missing.join(' and ')} not found. ${howToInstall(missing, system.platform)}`)
    await download(missing, system.dir)
  }
  return names.map((name) => {
    const file = find(name, system)
    if (!file) throw new CannotStart(`${system.dir} holds a broken ${name}: delete that folder and start again`)
    return file
  })
}

function find(name: string, { path, dir }: typeof here): string | undefined {
  return onPath(name, path) ?? globSync(join(dir, '*', 'bin', name))[0]
}

function onPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Unpacks into a folder of its own and renames it last, so that starts at the same time never see half a download. */
async function download(names: readonly ServerName[], dir: string): Promise<void> {
  console.error(`Downloading ${names.join(' and ')} from the distribution's packages, once, into ${dir} …`)
  await mkdir(dir, { recursive: true })
  const folder = await mkdtemp(join(dir, '.new-'))
  try {
    await unpackPackages(names, folder)
    for (const name of names) await writeLauncher(name, folder)
    await chmod(folder, 0o755)
    await rename(folder, join(dir, names.join('+'))).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster; what it put there is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').slice(-5).join('\n  ') : String(error)
    const advice = `Install with:\n  sudo apt-get install ${names.join(' ')}`
    throw new CannotStart(`${names.join(' and ')} could not be downloaded with apt:\n  ${reason}\n${advice}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Downloads the packages and those of their dependencies that this system lacks, and unpacks them without installing. */
async function unpackPackages(names: readonly ServerName[], folder: string): Promise<void> {
  const temp = join(folder, 'apt')
  await mkdir(join(temp, 'lists', 'partial'), { recursive: true })
  await mkdir(join(temp, 'cache', 'archives', 'partial'), { recursive: true })
  await writeFile(join(temp, 'apt.conf'), aptConfig(temp))
  const apt = (...args: string[]) => command('apt-get', ['-c', join(temp, 'apt.conf'), '-q', ...args], temp)

  await apt('update')
  const plan = await apt('install', '--simulate', '--no-install-recommends', ...names)
  await apt('download', ...[...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name))
  for (const file of await readdir(temp)) {
    if (file.endsWith('.deb')) await command('dpkg', ['-x', file, folder], temp)
  }
  await rm(temp, { recursive: true })
}

/** Keeps apt's lists, archives, locks and hooks away from the system's. */
const aptConfig = (temp: string) => `
  Dir::State::Lists "${temp}/lists";
  Dir::Cache "${temp}/cache";
  Debug::NoLocking "true";
  APT::Sandbox::User "";
  #clear APT::Update::Pre-Invoke;
  #clear APT::Update::Post-Invoke;
  #clear APT::Update::Post-Invoke-Success;
`

async function command(file: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 2 ** 26,
  })
  return stdout
}

/** A script that starts the unpacked server with the libraries unpacked beside it, wherever the folder is moved. */
async function writeLauncher(name: ServerName, folder: string): Promise<void> {
  const [binary] = globSync(`usr/{bin,sbin}/${name}`, { cwd: folder })
  if (!binary) throw new Error(`the package ${name} holds no ${name}`)
  const libraries = globSync('{usr/,}lib/*-linux-*', { cwd: folder }).map((path) => `$here/${path}`)
  const script = `#!/bin/sh
here=$(dirname "$0")/..
LD_LIBRARY_PATH=${libraries.join(':')} exec "$here/${binary}" "$@"
`
  await mkdir(join(folder, 'bin'), { recursive: true })
  await writeFile(join(folder, 'bin', name), script, { mode: 0o755 })
}

function howToInstall(names: readonly ServerName[], platform: string): string {
  if (platform === 'darwin') {
    return `Install with:\n  brew install ${names.map((name) => (name === 'redis-server' ? 'redis' : name)).join(' ')}`
  }
  const images = { 'nats-server': '-p 4222:4222 nats:2 -js', 'redis-server': '-p 6379:6379 redis:8' }
  const urls = { 'nats-server': 'NATS_URL=nats://127.0.0.1:4222', 'redis-server': 'REDIS_URL=redis://127.0.0.1:6379' }
  const containers = names.map((name) => `docker run -d ${images[name]}`)
  return `Run them in Docker:\n  ${containers.join(' && ')}\n  ${names.map((name) => urls[name]).join(' ')} npm start`
}
