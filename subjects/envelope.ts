import { AsyncLocalStorage } from 'node:async_hooks'

export type Role = 'anonymous' | 'guest' | 'customer' | 'staff' | 'admin' | 'system'

/** On whose behalf a message speaks, and which process (`edge`, `tools`, or an actor's name) vouches for that. */
export type Caller = {
  readonly id: string
  readonly role: Role
  readonly via: string
  /** The login the caller speaks from, when there is one. */
  readonly session?: string
}

/** A process that speaks for itself and for no caller: an actor, or `tools` for whoever runs the system. */
export const systemCaller = (name: string): Caller => ({ id: name, role: 'system', via: name })

/** What travels beside the body of every message. */
export type Envelope = {
  readonly caller: Caller
  /** Shared by everything one outside request led to. */
  readonly correlationId: string
  /** The message that led to this one. */
  readonly causationId?: string
  /** Milliseconds since the epoch; work whose caller has stopped waiting is dropped. */
  readonly deadline?: number
  /** The caller's own name for a command, so that sending it twice acts once. */
  readonly idempotencyKey?: string
  /** The versions of a thing that a command is meant for; `*`: whichever there is. */
  readonly ifVersion?: IfVersion
  /** How long to wait for the end of what is begun, where the contract's own time is not wanted. */
  readonly waitMs?: number
}

export type IfVersion = '*' | readonly number[]

const storage = new AsyncLocalStorage<Envelope>()

/** The envelope of the message being handled, if one is. */
export const currentEnvelope = (): Envelope | undefined => storage.getStore()

/** Handles a message: everything `work` asks or emits carries on from `envelope`. */
export const withinEnvelope = <T>(envelope: Envelope, work: () => T): T => storage.run(envelope, work)
