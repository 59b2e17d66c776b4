import { readFileSync, watch } from 'node:fs'
import { join } from 'node:path'

/** Loaded before an actor: what it takes for the time is off by as many milliseconds as its file says, as soon as it says so. */
const [actor, ...others] = process.argv.slice(2)
const folder = process.env['CHAOS_CLOCKS']
if (folder && actor && others.length === 0) moveClock(join(folder, actor))

function moveClock(file: string): void {
  const { now } = Date
  let byMs = 0
  const read = () => {
    try {
      byMs = Number(readFileSync(file, 'utf8'))
    } catch {
      byMs = 0
    }
  }
  read()
  watch(join(file, '..'), { persistent: false }, read)
  const moved = () => now() + byMs
  globalThis.Date = new Proxy(Date, {
    construct: (target, values, self) => Reflect.construct(target, values.length > 0 ? values : [moved()], self),
    apply: () => new Date().toString(),
    get: (target, name, self) => (name === 'now' ? moved : Reflect.get(target, name, self)),
  })
}
