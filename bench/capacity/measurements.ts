import { CannotStart } from '#compose/run.ts'
import { type DatabaseName, databases } from '#db/databases.ts'
import type { Remembered } from '../history.ts'
import type { Measurements } from './model.ts'

type Others = { readonly reserve: Remembered | undefined; readonly events: Remembered | undefined }

/** What the model reckons with, out of remembered runs. What was not measured is asked for: as a zero it would cost nothing. */
export function measurementsOf(
  { rate, errors, cpuMs, figures = {}, calibration }: Remembered,
  { reserve, events }: Others,
): Measurements {
  const known = (number: number | null | undefined): number => {
    if (typeof number === 'number') return number
    throw new CannotStart('The last run of scale has not measured everything: run it again')
  }
  const figure = (name: string) => known(figures[name])
  const each = (prefix: string) =>
    Object.fromEntries(databases.map((name) => [name, figure(`${prefix}_${name}`)])) as Record<DatabaseName, number>
  if (!rate || errors !== 0)
    throw new CannotStart('Orders failed in the last run of scale, and what one costs is not known: run it again')
  const processes = ['gateway', ...databases, 'postgres', 'nats', 'redis']
  return {
    cpuMs: { ...cpuMs, ...Object.fromEntries(processes.map((name) => [name, known(cpuMs?.[name])])) },
    commits: each('commits'),
    events: each('events'),
    walBytes: figure('walBytes'),
    requests: figure('requests'),
    streamBytes: figure('streamBytes'),
    providerCalls: figure('providerCalls'),
    bare: {
      commit: known(calibration.commit),
      jetstream: known(calibration.jetstream),
      nats: known(calibration.nats),
    },
    ...(reserve?.rate && { hotRow: reserve.rate }),
    ...(events?.rate && { relay: events.rate }),
  }
}
