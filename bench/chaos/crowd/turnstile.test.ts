import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openTurnstile } from './turnstile.ts'

test('all rest when they come by, and all carry on together', async () => {
  const turnstile = openTurnstile(2)
  await turnstile.pass()
  const passed: string[] = []
  const pass = async (name: string) => {
    await turnstile.pass()
    passed.push(name)
  }

  const rest = turnstile.rest()
  const first = pass('first')
  let isRest = false
  void rest.then(() => (isRest = true))
  await turn()
  expect(isRest).toBe(false)
  const second = pass('second')
  await rest
  expect(passed).toEqual([])
  turnstile.carryOn()
  await Promise.all([first, second])

  expect(passed).toEqual(['first', 'second'])
})
