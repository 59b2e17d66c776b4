import { openProxy, type Proxy } from './proxy.ts'

/** What everything is kept in, and what the processes talk to each other through. */
const servers = ['nats', 'postgres', 'redis', 'stripe', 'mail'] as const
type ServerName = (typeof servers)[number]
export type LinkName = ServerName | 'nats of gateway 2' | 'nats of all actors'

type Variables = Readonly<Record<string, string>>

const variableOf: Readonly<Record<ServerName, (variable: string) => boolean>> = {
  nats: (variable) => variable === 'NATS_URL',
  postgres: (variable) => variable.endsWith('DATABASE_URL') || variable === 'DATABASE_ADMIN_URL',
  redis: (variable) => variable === 'REDIS_URL',
  stripe: (variable) => variable === 'STRIPE_API_URL',
  mail: (variable) => variable === 'SMTP_URL',
}

/** A proxy for each server, opened when the stack says where the servers are. */
export type Network = AsyncDisposable & {
  /** Between the processes and a server. */
  link(name: LinkName): Proxy
  /** Where nobody came: what was done to such a link was done to nobody. */
  unused(): readonly string[]
  /** The same variables, with the way to each server led through its proxy. */
  between(direct: Variables): Promise<Record<string, string>>
  /** The variables of one process that has a way of its own to NATS. */
  ownNats(link: LinkName, variables: Variables): Promise<Record<string, string>>
}

/** Opens the network of a stage. To a cluster there is no proxy: its clients are told of its servers, and go there straight. */
export function openNetwork({ hasCluster }: { hasCluster: boolean }): Network {
  const proxies = new Map<string, Proxy>()
  let natsPort: number | undefined
  const through = async (link: LinkName, address: string, port?: number) => {
    const url = new URL(address)
    const proxy = proxies.get(link) ?? (await openProxy(port ?? Number(url.port)))
    proxies.set(link, proxy)
    url.port = `${proxy.port}`
    return url.href
  }
  return {
    link: (name) => {
      const proxy = proxies.get(name)
      if (!proxy) throw new Error(`nothing is between the processes and ${name}`)
      return proxy
    },
    unused: () => [...proxies].flatMap(([name, { isUsed }]) => (isUsed ? [] : [name])),
    between: async (direct) => {
      const variables: Record<string, string> = { ...direct }
      for (const server of servers.filter((name) => name !== 'nats' || !hasCluster))
        for (const [variable, value] of Object.entries(direct).filter(([variable]) => variableOf[server](variable))) {
          if (server === 'nats') natsPort = Number(new URL(value).port)
          variables[variable] = await through(server, value)
        }
      return variables
    },
    ownNats: async (link, variables) =>
      hasCluster
        ? { ...variables }
        : { ...variables, NATS_URL: await through(link, variables['NATS_URL'] ?? '', natsPort) },
    [Symbol.asyncDispose]: async () => {
      for (const proxy of proxies.values()) await proxy[Symbol.asyncDispose]()
    },
  }
}
