import type { Logger } from 'pino'
import { type Bus, type BusOptions, connectBus } from '#subjects/bus.ts'
import { CannotStart } from '../run.ts'

/** Connects a process for as long as it lives: it waits for the broker, says what that refuses, and ends with the connection. */
export async function connectProcess(
  options: BusOptions & { readonly signal: AbortSignal },
  log: Pick<Logger, 'fatal' | 'error' | 'warn'>,
): Promise<Bus> {
  const onClosed = (error: Error | undefined) => {
    log.fatal({ err: error }, 'NATS is gone for good, or does not let this process answer any more')
    process.exit(1)
  }
  const onWaiting = (error: unknown) => log.warn({ err: error }, 'waiting for NATS')
  const onDenied = (error: Error) => log.error({ err: error }, 'NATS refuses what the contracts do not allow')
  try {
    return await connectBus({ onClosed, onWaiting, onDenied, ...options })
  } catch (error) {
    throw isRefusal(error) ? new CannotStart(refusal(options)) : error
  }
}

/** Whether the broker is there, and does not know whoever connects. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'AUTHORIZATION_VIOLATION'

/** Says it without the key. */
export const refusal = ({ name, nkey }: Pick<BusOptions, 'name' | 'nkey'>): string =>
  nkey
    ? `NATS does not take the key that ${name} connects with: compare NATS_NKEY or NATS_NKEY_FILE with the server's configuration`
    : `NATS takes nobody without a key: set NATS_NKEY or NATS_NKEY_FILE for ${name}`
