import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { endName, eventFrame, heartbeat, retryFrame } from './frames.ts'

/** An entry, written once for all who read it. */
export type Frame = { readonly seq: number; readonly bytes: Buffer }

/** Somebody at the other end of a stream, and how far they have read. */
export type Reader = {
  /** What to answer with. */
  readonly body: NodeJS.ReadableStream
  /** The last entry that was written. */
  readonly position: () => number
  /** Whether there is room for more; what is not taken is read again when there is. */
  readonly isReady: () => boolean
  /** Begins after this entry. */
  readonly start: (position: number) => void
  /** Writes what is new to this reader. */
  readonly take: (frames: readonly Frame[]) => void
  /** Says that the stream still stands. Whoever has taken nothing since the last time is cut off, and may come back. */
  readonly beat: () => void
  readonly end: (reason: string, detail?: string) => void
  /** Cuts the connection. */
  readonly cut: () => void
}

/**
 * Opens a stream that has not begun; `onRoom` is called whenever there is room again. For one reader there is never more in
 * memory than a response buffers and a page: a phone in a tunnel is not waited for here.
 */
export function openReader(onRoom: () => void): Reader {
  let phase: 'waiting' | 'open' | 'over' = 'waiting'
  let [position, hasRoom, isStuck] = [0, true, false]
  const body = new DirectBody(() => {
    ;[hasRoom, isStuck] = [true, false]
    if (phase === 'open') onRoom()
  })
  const write = (bytes: Buffer) => {
    hasRoom = body.write(bytes)
  }

  return {
    body: body as unknown as NodeJS.ReadableStream,
    position: () => position,
    isReady: () => phase === 'open' && hasRoom,
    start: (after) => {
      if (phase !== 'waiting') return
      ;[phase, position] = ['open', after]
      write(retryFrame())
    },
    take: (frames) => {
      if (phase !== 'open') return
      for (const { seq, bytes } of frames.filter(({ seq }) => seq > position)) {
        position = seq
        write(bytes)
      }
    },
    beat: () => {
      if (phase === 'waiting') return
      if (phase === 'open' && hasRoom) return write(heartbeat)
      if (isStuck) body.cut()
      isStuck = true
    },
    end: (reason, detail) => {
      if (phase === 'over') return
      phase = 'over'
      write(retryFrame())
      write(eventFrame(endName, { reason, ...(detail !== undefined && { detail }) }))
      body.end()
    },
    cut: () => body.cut(),
  }
}

/**
 * A body that is written straight to its response. To the server it is a stream to be piped, so that it goes the way of all
 * answers; but a real one between the two would cost kilobytes for each reader who only waits.
 */
class DirectBody extends EventEmitter {
  readonly #onDrain: () => void
  #response: ServerResponse | undefined
  #early: Buffer[] = []
  #isOver = false

  constructor(onDrain: () => void) {
    super()
    this.#onDrain = onDrain
  }

  pipe(response: ServerResponse): ServerResponse {
    this.#response = response.on('drain', this.#onDrain)
    for (const bytes of this.#early) response.write(bytes)
    this.#early = []
    if (this.#isOver) response.end()
    return response
  }

  write(bytes: Buffer): boolean {
    if (this.#response) return this.#response.write(bytes)
    this.#early.push(bytes)
    return true
  }

  end(): void {
    this.#isOver = true
    this.#response?.end()
  }

  cut(): void {
    this.#response?.destroy()
  }

  /** The server calls it when the response has closed; whoever opened the stream sees that, too. */
  destroy(): void {}
}
