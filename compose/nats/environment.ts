import { statSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { type BusOptions, smallStreams } from '#subjects/bus.ts'
import { CannotStart } from '../run.ts'
import { readSeed, seedFile } from './keys.ts'

const Path = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))

/** How a process reaches the broker, and as whom. Spread into the environment of each that does. */
export const NatsEnv = {
  NATS_URL: Type.String({ pattern: '^(nats|tls)://', default: 'nats://127.0.0.1:4222' }),
  NATS_IDENTITY: Type.Optional(
    Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$', description: 'the name of a process that hosts several actors' }),
  ),
  NATS_NKEY: Type.Optional(Type.String({ pattern: '^SU[A-Z2-7]{56}$', description: "the seed of a user's nkey" })),
  NATS_NKEY_FILE: Path('a file with the seed, or a folder with <identity>/<identity>.nk'),
  NATS_CA_FILE: Path('the certificate of whoever vouches for the broker'),
  NATS_CERT_FILE: Path('the certificate to connect with'),
  NATS_KEY_FILE: Path('the private key of that certificate'),
}

/** How the provisioner makes streams. */
export const StreamEnv = {
  /** Each stream's; the broker sets them aside at once, and a full stream refuses while the outboxes keep the rest. */
  STREAM_MAX_BYTES: Type.Integer({ minimum: 1_048_576, default: smallStreams.maxBytes }),
  STREAM_REPLICAS: Type.Integer({ minimum: 1, maximum: 5, default: smallStreams.replicas }),
}

type Env = Static<ReturnType<typeof Type.Object<typeof NatsEnv>>>

/** What `connectBus` needs to connect as `identity`. Without an nkey it connects to a broker that has no users. */
export function natsConnection(env: Env, identity: string): Pick<BusOptions, 'url' | 'name' | 'nkey' | 'tls'> {
  const name = env.NATS_IDENTITY ?? identity
  const nkey = env.NATS_NKEY ?? (env.NATS_NKEY_FILE && seedIn(env.NATS_NKEY_FILE, name))
  const tls = {
    ...(env.NATS_CA_FILE && { caFile: readable(env.NATS_CA_FILE, 'NATS_CA_FILE') }),
    ...(env.NATS_CERT_FILE && { certFile: readable(env.NATS_CERT_FILE, 'NATS_CERT_FILE') }),
    ...(env.NATS_KEY_FILE && { keyFile: readable(env.NATS_KEY_FILE, 'NATS_KEY_FILE') }),
  }
  return { url: env.NATS_URL, name, ...(nkey && { nkey }), ...(Object.keys(tls).length > 0 && { tls }) }
}

function seedIn(path: string, identity: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory()
  return readSeed(readable(isFolder ? seedFile(path, identity) : path, 'NATS_NKEY_FILE'))
}

function readable(path: string, variable: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new CannotStart(`${variable}: there is no file ${path}`)
  return path
}
