import type { ServerResponse } from 'node:http'
import { endName, eventFrame, heartbeat, retryFrame } from './frames.ts'

/** An entry, written once for all who read it. */
export type Frame = { readonly seq: number; readonly bytes: Buffer }

/** What is written to: the response of either version of HTTP. */
export type Sink = Pick<ServerResponse, 'write' | 'end' | 'once' | 'destroy'>

/**
 * Somebody at the other end of a stream, and how far they have read. For one reader there is never more in memory than a
 * response buffers and a page: a phone in a tunnel is not waited for here. Most readers only wait, ten thousand of them in one
 * process, so this is one object and not one for each thing it can do.
 */
export class Reader {
  readonly #sink: Sink
  readonly #onRoom: () => void
  #phase: 'waiting' | 'open' | 'over' = 'waiting'
  #position = 0
  #hasRoom = true
  #isStuck = false
  #ending: Buffer | undefined

  /** A stream that has not begun; `onRoom` is called whenever there is room again. */
  constructor(sink: Sink, onRoom: () => void) {
    this.#sink = sink
    this.#onRoom = onRoom
  }

  /** The last entry that was written. */
  get position(): number {
    return this.#position
  }

  /** Whether there is room for more; what is not taken is read again when there is. */
  get isReady(): boolean {
    return this.#phase === 'open' && this.#hasRoom
  }

  /** Begins after this entry. */
  start(position: number): void {
    if (this.#phase !== 'waiting') return
    this.#phase = 'open'
    this.#position = position
    this.#write(retryFrame())
    if (this.#ending) this.#finish(this.#ending)
  }

  /** Writes what is new to this reader. */
  take(frames: readonly Frame[]): void {
    if (this.#phase !== 'open') return
    for (const { seq, bytes } of frames) {
      if (seq <= this.#position) continue
      this.#position = seq
      this.#write(bytes)
    }
  }

  /** Says that the stream still stands. Whoever has taken nothing since the last time is cut off, and may come back. */
  beat(): void {
    if (this.#phase === 'waiting') return
    if (this.#phase === 'open' && this.#hasRoom) return this.#write(heartbeat)
    if (this.#isStuck) this.cut()
    this.#isStuck = true
  }

  /** Says why the stream ends; one that has not begun ends as soon as it has. */
  end(reason: string, detail?: string): void {
    const ending = eventFrame(endName, { reason, ...(detail !== undefined && { detail }) })
    if (this.#phase === 'open') this.#finish(ending)
    else this.#ending ??= ending
  }

  /** Cuts the connection. */
  cut(): void {
    this.#sink.destroy()
  }

  /** Nobody is at the other end any more. */
  leave(): void {
    this.#phase = 'over'
  }

  #finish(ending: Buffer): void {
    this.#phase = 'over'
    this.#write(retryFrame())
    this.#write(ending)
    this.#sink.end()
  }

  #write(bytes: Buffer): void {
    const hadRoom = this.#hasRoom
    this.#hasRoom = this.#sink.write(bytes)
    if (hadRoom && !this.#hasRoom) this.#sink.once('drain', () => this.#goOn())
  }

  #goOn(): void {
    this.#hasRoom = true
    this.#isStuck = false
    if (this.#phase === 'open') this.#onRoom()
  }
}
