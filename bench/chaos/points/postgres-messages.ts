/** One message of the Postgres protocol, with the bytes it was read from. */
export type PostgresFrame = {
  readonly bytes: Buffer
  /** Its letter; empty for the first message of a client. */
  readonly kind: string
  readonly body: Buffer
}

/** Cuts a stream of bytes into messages. What a client says first has no letter. */
export function postgresFrames({ ofClient }: { readonly ofClient: boolean }): (bytes: Buffer) => PostgresFrame[] {
  let left = Buffer.alloc(0)
  let isFirst = ofClient
  return (bytes) => {
    left = Buffer.concat([left, bytes])
    const frames: PostgresFrame[] = []
    for (;;) {
      const head = isFirst ? 0 : 1
      if (left.length < head + 4) return frames
      const size = head + left.readInt32BE(head)
      if (left.length < size) return frames
      const whole = left.subarray(0, size)
      frames.push({
        bytes: whole,
        kind: isFirst ? '' : String.fromCharCode(whole[0] ?? 0),
        body: whole.subarray(head + 4),
      })
      left = left.subarray(size)
      isFirst = false
    }
  }
}

/** What a client says at first: `user`, `database`, `application_name`. */
export function startupOf({ body }: PostgresFrame): Readonly<Record<string, string>> {
  const words = body.toString('utf8', 4).split('\0')
  const entries = words.flatMap((word, index) =>
    index % 2 === 0 && word ? [[word, words[index + 1] ?? ''] as const] : [],
  )
  return Object.fromEntries(entries)
}

/** The texts at the beginning of a message, each of which ends with a zero. */
export const textsIn = ({ body }: PostgresFrame): readonly string[] => body.toString('latin1').split('\0')
