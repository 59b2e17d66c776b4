/** One operation of the NATS text protocol, with the bytes it was read from. */
export type NatsFrame = {
  readonly bytes: Buffer
  /** `PUB`, `HPUB`, `MSG`, `HMSG`, `CONNECT` … in capitals. */
  readonly verb: string
  readonly subject: string
  /** Where an answer is to go; empty if none is wanted. */
  readonly reply: string
  /** What follows the verb, for those that are no message. */
  readonly rest: string
  /** The message, headers included. */
  readonly payload: string
}

/** Where the subject and the reply stand among the words of a message, and how many there are with a reply. */
const messages: Readonly<Record<string, { readonly reply: number; readonly words: number }>> = {
  PUB: { reply: 1, words: 3 },
  HPUB: { reply: 1, words: 4 },
  MSG: { reply: 2, words: 4 },
  HMSG: { reply: 2, words: 5 },
}

/** Cuts a stream of bytes into frames; what is not whole yet waits for the rest of it. */
export function natsFrames(): (bytes: Buffer) => NatsFrame[] {
  let left = Buffer.alloc(0)
  return (bytes) => {
    left = Buffer.concat([left, bytes])
    const frames: NatsFrame[] = []
    for (let frame = firstOf(left); frame; frame = firstOf(left)) {
      frames.push(frame)
      left = left.subarray(frame.bytes.length)
    }
    return frames
  }
}

function firstOf(bytes: Buffer): NatsFrame | undefined {
  const end = bytes.indexOf('\r\n')
  if (end < 0) return undefined
  const line = bytes.toString('latin1', 0, end)
  const [verb = '', ...words] = line.split(/[ \t]+/)
  const shape = messages[verb.toUpperCase()]
  if (!shape) {
    return {
      bytes: bytes.subarray(0, end + 2),
      verb: verb.toUpperCase(),
      subject: '',
      reply: '',
      rest: line.slice(verb.length),
      payload: '',
    }
  }
  const size = Number(words.at(-1))
  const whole = end + 2 + size + 2
  if (bytes.length < whole) return undefined
  const reply = words.length === shape.words ? (words[shape.reply] ?? '') : ''
  const payload = bytes.toString('latin1', end + 2, end + 2 + size)
  return {
    bytes: bytes.subarray(0, whole),
    verb: verb.toUpperCase(),
    subject: words[0] ?? '',
    reply,
    rest: '',
    payload,
  }
}
