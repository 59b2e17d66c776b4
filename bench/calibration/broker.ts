import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNats } from '#compose/local/nats.ts'

/** A broker of a calibration's own: that of a stack lets nobody say what its contracts do not know. */
export async function startBareBroker(stack: AsyncDisposableStack): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-bare-nats-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  return stack.use(await startNats({ storeDir: join(dir, 'nats') })).url
}
