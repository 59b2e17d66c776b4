import { availableParallelism } from 'node:os'
import { CannotStart } from '#compose/run.ts'
import { type DatabaseName, databases } from '#db/databases.ts'
import { calibrateAll, type CalibrationName } from '../calibration.ts'
import type { Measured } from '../load.ts'
import { loadOf, round } from '../result.ts'
import { limitIn, percent, sharesOf } from '../scale/limits.ts'
import { measurePoint, type Point } from '../scale/point.ts'
import type { System } from '../system.ts'
import type { Ground, Trial } from '../trial.ts'

const counts = [1, 2, 4] as const

/** Checkout with more and more processes of one actor, and what is in the way each time. */
export const scale: Trial = {
  name: 'scale',
  summary: `checkout with ${counts.join(', ')} processes of an actor (--actor; else of the one that costs most), and what limits each`,
  durationS: 10,
  takes: ['connections', 'duration', 'warmup', 'sku-count', 'orders-stored', 'actor'],
  async perform(ground) {
    if (process.platform !== 'linux') throw new CannotStart('Only Linux says what each process costs')
    let calibrated: ReadonlyMap<CalibrationName, Measured> = new Map()
    const calibrate = async (system: System) => {
      const { connections } = ground.options
      calibrated = await calibrateAll({ ...ground, system, connections })
    }
    const [first, ...more] = counts
    const alone = await measurePoint({ users: first }, ground, calibrate)
    const actor = ground.options.actor ?? costliest(alone)
    const points = new Map<number, Point>([[first, alone]])
    for (const count of more) points.set(count, await measurePoint({ [actor]: count }, ground, async () => {}))
    return verdictOn(points, { actor, calibrated, ground })
  },
}

function costliest({ cpuMs }: Point): DatabaseName {
  const [first = 'orders'] = databases.toSorted((a, b) => (cpuMs[b] ?? 0) - (cpuMs[a] ?? 0))
  return first
}

type Found = {
  readonly actor: DatabaseName
  readonly calibrated: ReadonlyMap<CalibrationName, Measured>
  readonly ground: Ground
}

function verdictOn(points: ReadonlyMap<number, Point>, { actor, calibrated }: Found) {
  const all = [...points]
  const [[, alone] = [0, undefined]] = all
  if (!alone) throw new Error('nothing was measured')
  const fastest = Math.max(...all.map(([, { measured }]) => measured.rate))
  const rates = all.map(([count, { measured }]) => [`rate_${count}`, measured.rate] as const)
  return {
    figures: { ...Object.fromEntries(rates), ...alone.costs },
    load: {
      ...loadOf('orders/s', alone.measured),
      cpuMsPerOp: round(total(alone.cpuMs)),
      commitsPerOp: round(alone.costs.commits),
    },
    cpuMs: alone.cpuMs,
    calibrated,
    lines: [
      ...all.map(([count, { measured, refused }]) => {
        const { rate, latency } = measured
        const bar = '#'.repeat(Math.round((40 * rate) / fastest)).padEnd(41)
        const times = `p50 ${latency.p50Ms.toFixed(0)} ms, p99 ${latency.p99Ms.toFixed(0)} ms`
        const returns = refused > 0 ? `, told to come back ${refused} times` : ''
        return `${`${count} × ${actor}`.padEnd(20)}${bar}${rate.toFixed(1)} orders/s, ${times}${returns}`
      }),
      ...all.flatMap(([count, point]) => linesOf(`${count} × ${actor}`, point, calibrated)),
      `One order           ${total(alone.cpuMs).toFixed(1)} ms of processor time, ${alone.costs.commits.toFixed(1)} commits, ${(alone.costs.walBytes / 1_024).toFixed(1)} KiB of WAL, ${alone.costs.requests.toFixed(1)} requests, ${alone.costs.events.toFixed(1)} events in ${(alone.costs.streamBytes / 1_024).toFixed(1)} KiB of streams`,
    ],
    failures: all.flatMap(([count, { measured, violations }]) =>
      [...[...measured.reasons].map(([reason, times]) => `${times} × ${reason}`), ...violations].map(
        (failure) => `${count} × ${actor}: ${failure}`,
      ),
    ),
  }
}

function linesOf(label: string, { measured, cores, costs }: Point, calibrated: Found['calibrated']): string[] {
  const bare = (name: CalibrationName, perOp: number) => {
    const rate = calibrated.get(name)?.rate
    return rate === undefined ? undefined : { perS: perOp * measured.rate, bare: rate }
  }
  const shares = sharesOf({
    cores,
    machineCores: availableParallelism(),
    commits: bare('commit', costs.commits),
    events: bare('jetstream', costs.events),
  })
  const busy = Object.entries(cores).sort(([, a], [, b]) => b - a)
  return [
    '',
    `${label.padEnd(20)}limited by ${limitIn(shares)}`,
    `  used of ceilings  ${shares.map(({ what, share }) => `${percent(share)}: ${what}`).join('; ')}`,
    `  cores busy        ${busy.map(([name, part]) => `${name} ${part.toFixed(2)}`).join(', ')}`,
  ]
}

const total = (times: Readonly<Record<string, number>>) => Object.values(times).reduce((sum, ms) => sum + ms, 0)
