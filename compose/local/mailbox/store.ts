import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseMail, type Mail } from './mail.ts'

/** A mail as it was handed in: who it is really from and for, and its bytes. */
export type Handed = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

type Kept = Handed & { readonly id: string; mail?: Promise<Mail> }

const maxKept = 1_000

/** Keeps the last thousand mails, unread until somebody asks: taking one in costs next to nothing. */
export async function openStore(dataDir?: string) {
  const kept = new Map<string, Kept>()
  const fileOf = (id: string) => dataDir && join(dataDir, `${id}.eml`)
  if (dataDir) for (const each of await load(dataDir)) kept.set(each.id, each)

  const drop = async (id: string) => {
    kept.delete(id)
    const file = fileOf(id)
    if (file) await rm(file, { force: true })
  }
  const read = (each: Kept) => (each.mail ??= parseMail(each))

  return {
    async add(handed: Handed): Promise<void> {
      const id = `${String(Date.now()).padStart(14, '0')}-${randomUUID().slice(0, 8)}`
      const file = fileOf(id)
      if (file) await writeFile(file, encode(handed))
      kept.set(id, { ...handed, id })
      const [oldest] = kept.keys()
      if (kept.size > maxKept && oldest) await drop(oldest)
    },
    async find(id: string): Promise<Mail | undefined> {
      const found = kept.get(id)
      return found && read(found)
    },
    /** The newest first; only mails to `to` are opened to look for `subject`. */
    async list({ to, subject, limit }: { to?: string; subject?: string; limit: number }): Promise<readonly Mail[]> {
      const wanted = to?.toLowerCase()
      const mails: Mail[] = []
      for (const each of [...kept.values()].toReversed()) {
        if (mails.length === limit) break
        if (wanted !== undefined && !each.to.some((address) => address.toLowerCase() === wanted)) continue
        const mail = await read(each)
        if (subject === undefined || mail.subject.toLowerCase().includes(subject.toLowerCase())) mails.push(mail)
      }
      return mails
    },
    async clear(): Promise<void> {
      await Promise.all([...kept.keys()].map(drop))
    },
  }
}

export type Store = Awaited<ReturnType<typeof openStore>>

/** Ids begin with the time, so file names sort by it. */
async function load(dataDir: string): Promise<Kept[]> {
  await mkdir(dataDir, { recursive: true })
  const names = (await readdir(dataDir))
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .slice(-maxKept)
  return Promise.all(
    names.map(async (name) => ({ id: name.slice(0, -4), ...decode(await readFile(join(dataDir, name))) })),
  )
}

/** The envelope is kept as a mail server would hand it on: in two headers on top. */
function encode({ from, to, raw }: Handed): Buffer {
  return Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\nDelivered-To: ${to.join(', ')}\r\n`), raw])
}

function decode(file: Buffer): Handed {
  const [first, second] = [file.indexOf('\r\n'), file.indexOf('\r\n', file.indexOf('\r\n') + 2)]
  const from = file.toString('utf8', 'Return-Path: <'.length, first - 1)
  const to = file.toString('utf8', first + 2 + 'Delivered-To: '.length, second)
  return { from, to: to.split(', '), raw: file.subarray(second + 2) }
}
