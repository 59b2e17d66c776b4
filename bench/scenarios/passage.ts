import { cpuBetween, type CpuTimes, readCpu } from '../cpu.ts'
import { connectHttp } from '../http.ts'
import type { LatencySummary } from '../latency.ts'
import { runLoad } from '../load.ts'
import { openLoneGround } from '../lone-gateway.ts'
import { nobody } from '../passage/nobody.ts'
import { round } from '../result.ts'
import type { Ground, Trial } from '../trial.ts'
import { newSigner } from '../signer.ts'
import { startWorker } from '../worker.ts'

const target = 0.8
const roundS = 1

/** A request with a token through the edge, the broker and an actor that does nothing, and the same way written by hand. */
export const passage: Trial = {
  name: 'passage',
  summary: `an authenticated request through gateway, NATS and an idle actor; ${target} × the same by hand`,
  durationS: 20,
  takes: ['connections', 'duration', 'warmup'],
  async perform(ground) {
    const { options, doing } = ground
    const [ours, bare] = await openWays(ground)
    doing('warming up')
    for (const way of [ours, bare]) await way.drive(Math.max(1, options.warmupS))
    const found = { ours: newTally(), bare: newTally() }
    // In turns, so that both meet the same moods of the machine.
    for (let turn = 0; turn < options.durationS / roundS / 2; turn++) {
      doing(`turn ${turn + 1}`)
      found.ours.add(await ours.drive(roundS))
      found.bare.add(await bare.drive(roundS))
    }
    const [own, hand] = [found.ours.sum(), found.bare.sum()]
    const ratio = own.rate / hand.rate
    return {
      figures: {
        ratio,
        rate: own.rate,
        bareRate: hand.rate,
        gatewayCpuUs: own.cpuUs('gateway'),
        bareGatewayCpuUs: hand.cpuUs('gateway'),
        actorCpuUs: own.cpuUs('actor'),
        bareActorCpuUs: hand.cpuUs('actor'),
      },
      load: { rate: round(own.rate), unit: 'requests/s', p50Ms: round(own.p50Ms), p99Ms: round(own.p99Ms), errors: 0 },
      lines: [line('Tradewind', own), line('by hand', hand), `Compared        ${ratio.toFixed(2)} of the same by hand`],
      failures: ratio >= target ? [] : [`${ratio.toFixed(2)} of the same by hand is less than ${target}`],
    }
  },
}

type Sum = {
  readonly rate: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuUs: (name: string) => number | null
}

const line = (label: string, { rate, p50Ms, p99Ms, cpuUs }: Sum) =>
  `${label.padEnd(16)}${rate.toFixed(0)}/s, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms; processor time of a request: ${['gateway', 'actor', 'nats'].map((name) => `${name} ${cpuUs(name)?.toFixed(0) ?? '?'} µs`).join(', ')}`

type Driven = {
  readonly operations: number
  readonly elapsedS: number
  readonly latency: LatencySummary
  readonly cpu: CpuTimes
}

type Way = { readonly drive: (durationS: number) => Promise<Driven> }

async function openWays({ options, stack, signal, doing }: Ground): Promise<readonly [ours: Way, bare: Way]> {
  doing('starting both ways')
  const lone = await openLoneGround(stack, signal)
  const { key, sign } = await newSigner()
  const token = await sign({ sub: nobody.id, role: 'customer', sid: 'ses_bench' })
  const actor = stack.use(await startWorker('passage/actor.ts', [lone.nats.url, key], signal))
  const bareActor = stack.use(await startWorker('passage/bare-actor.ts', [lone.nats.url], signal))
  const gateway = stack.use(await lone.startGateway())
  const args = [lone.nats.url, key]
  const bareGateway = stack.use(await startWorker<{ url: string }>('passage/bare-gateway.ts', args, signal))

  const way = (url: string, pids: Readonly<Record<string, number>>): Way => {
    const client = stack.use(connectHttp(url, options.connections))
    const operation = () => client.expect(200, 'GET /users/me', { token })
    return {
      async drive(durationS) {
        const before = readCpu(pids)
        const measured = await runLoad(operation, { workers: options.connections, durationS, signal })
        const after = readCpu(pids)
        for (const [reason, count] of measured.reasons) throw new Error(`${count} × ${reason}`)
        return { ...measured, cpu: before && after ? cpuBetween(before, after) : {} }
      },
    }
  }
  const nats = lone.nats.pid
  return [
    way(gateway.url, { gateway: gateway.pid, actor: actor.pid, nats }),
    way(bareGateway.message.url, { gateway: bareGateway.pid, actor: bareActor.pid, nats }),
  ]
}

/** Adds rounds up. */
function newTally() {
  const rounds: Driven[] = []
  const total = (figure: (round: Driven) => number) => rounds.reduce((sum, round) => sum + figure(round), 0)
  return {
    add: (round: Driven) => void rounds.push(round),
    sum(): Sum {
      const operations = total((round) => round.operations)
      const cpuUs = (name: string) => {
        const ms = total(({ cpu }) => cpu[name] ?? Number.NaN)
        return Number.isNaN(ms) ? null : (1_000 * ms) / operations
      }
      const middle = (figure: (latency: LatencySummary) => number) =>
        rounds.map(({ latency }) => figure(latency)).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0
      return {
        rate: operations / total((round) => round.elapsedS),
        p50Ms: middle(({ p50Ms }) => p50Ms),
        p99Ms: middle(({ p99Ms }) => p99Ms),
        cpuUs,
      }
    },
  }
}
