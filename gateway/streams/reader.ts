import { Readable } from 'node:stream'
import { endName, eventFrame, heartbeat, retryFrame } from './frames.ts'

/** An entry, written once for all who read it. */
export type Frame = { readonly seq: number; readonly bytes: Buffer }

/** Somebody at the other end of a stream, and how far they have read. */
export type Reader = {
  readonly stream: Readable
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
}

/** As much as is kept for one reader, beside the page that goes beyond it; a phone in a tunnel is not waited for in memory. */
const roomBytes = 16 * 1024

/** Opens a stream that has not begun; `onRoom` is called whenever there is room again. */
export function openReader(onRoom: () => void): Reader {
  let [phase, position, hasRoom, isStuck]: ['waiting' | 'open' | 'over', number, boolean, boolean] = [
    'waiting',
    0,
    true,
    false,
  ]
  const stream = new Readable({
    highWaterMark: roomBytes,
    read: () => {
      if (hasRoom) return
      ;[hasRoom, isStuck] = [true, false]
      if (phase === 'open') onRoom()
    },
  })
  const write = (bytes: Buffer) => {
    hasRoom = stream.push(bytes)
  }

  return {
    stream,
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
      if (isStuck) stream.destroy()
      isStuck = true
    },
    end: (reason, detail) => {
      if (phase === 'over') return
      phase = 'over'
      write(retryFrame())
      write(eventFrame(endName, { reason, ...(detail !== undefined && { detail }) }))
      stream.push(null)
    },
  }
}
