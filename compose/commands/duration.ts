import { InvalidArgumentError } from 'commander'

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads `500ms`, `30s`, `10m`, `2h` or `7d` as milliseconds. */
export function parseDuration(text: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? []
  const ms = Number(count) * (unitsMs[unit] ?? Number.NaN)
  if (!Number.isFinite(ms) || ms <= 0 || ms > 2 ** 31) {
    throw new InvalidArgumentError('It takes a time such as 500ms, 30s, 10m, 2h or 7d.')
  }
  return ms
}
