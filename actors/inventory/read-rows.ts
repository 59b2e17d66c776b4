import { Type } from 'typebox'
import { mainLocationCode } from '#db/inventory/schema.ts'
import { Exact, Sku } from '#subjects/common.ts'
import { maxCount } from '#subjects/inventory.ts'
import { importInvalid } from '#subjects/stock-keeping.ts'
import { shape } from '#subjects/subject.ts'

/** A row of a list, counted from 1 without the header: of this SKU there are so many, at this location or the main one. */
export type ListRow = {
  readonly row: number
  readonly sku: string
  readonly location: string | null
  readonly onHand: number
}

export type ListFormat = 'csv' | 'ndjson'

type Fault = { readonly row: number; readonly field: string; readonly detail: string }

const mostRows = 10_000
const mostFaults = 100

const Row = shape(
  Exact({
    sku: Sku,
    location: Type.Optional(Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{0,19}$' })),
    onHand: Type.Integer({ minimum: 0, maximum: maxCount }),
  }),
)

/** Reads a list of counts whole, or says at which rows and fields it cannot be. */
export function readRows(format: ListFormat, content: string): readonly ListRow[] {
  const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/)
  const written = lines.filter((line) => line.trim() !== '')
  const found = format === 'csv' ? fromCsv(written) : written.map(fromJson)
  if (found.length === 0) throw refusal([{ row: 0, field: '', detail: 'has no rows' }])
  if (found.length > mostRows) throw refusal([{ row: mostRows + 1, field: '', detail: `is more than ${mostRows}` }])
  const rows: ListRow[] = []
  const faults: Fault[] = []
  const seen = new Map<string, number>()
  for (const [index, value] of found.entries()) {
    const row = index + 1
    if (!Row.matches(value)) {
      faults.push(...Row.errors(value).map(({ pointer, detail }) => ({ row, field: pointer.slice(1), detail })))
      continue
    }
    const { sku, location = null, onHand } = value
    const shelf = `${sku} ${location ?? mainLocationCode}`
    const before = seen.get(shelf)
    if (before !== undefined) faults.push({ row, field: 'sku', detail: `is counted by row ${before}, too` })
    seen.set(shelf, row)
    rows.push({ row, sku, location, onHand })
  }
  if (faults.length > 0) throw refusal(faults)
  return rows
}

const refusal = (faults: readonly Fault[]) => {
  const [first] = faults
  const detail = first && `Row ${first.row}: ${first.field} ${first.detail}`
  return importInvalid(detail, { rows: faults.slice(0, mostFaults) })
}

/** No field of such a list has a comma or a quote in it, so there is nothing to be unpacked but quotes around the whole. */
function fromCsv([header = '', ...lines]: readonly string[]): readonly unknown[] {
  const names = cells(header)
  const unknown = names.find((name) => !['sku', 'location', 'onHand'].includes(name))
  if (unknown !== undefined) throw refusal([{ row: 0, field: unknown, detail: 'is not a known column' }])
  return lines.map((line) => {
    const values = cells(line)
    const members = names.map((name, place) => [name, readCell(name, values[place] ?? '')] as const)
    const surplus = values
      .slice(names.length)
      .map((value, place) => [`column ${names.length + place + 1}`, value] as const)
    return Object.fromEntries([...members, ...surplus].filter(([name, value]) => name !== 'location' || value !== ''))
  })
}

const cells = (line: string) => line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))

const readCell = (name: string, cell: string) =>
  name === 'onHand' && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
