import { expect, test } from 'vitest'
import { openShop } from '#actors/shop.ts'
import { newId } from '#subjects/id.ts'
import { tradewind, urlsOf } from '../test-command.ts'

test('somebody at a terminal learns why an order is not done, by its number or its id', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1 })
  const { id, number } = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  const why = (...words: string[]) => tradewind(['why', ...words], urlsOf(shop.world))
  const told = await why(number)
  expect(told).toMatchObject({ code: 0, stderr: '' })
  expect(told.stdout).toContain(`${number} (${id}) is awaiting_payment: The customer has to confirm the payment`)
  expect(told.stdout).toContain('asks        req.payments.authorize: 1 instances, 0 requests in hand')
  expect(told.stdout).toMatch(/^ {2}compensate {2}Undoes/m)
  expect(JSON.parse((await why(id, '--json')).stdout)).toMatchObject({ orderId: id, cause: 'customer' })
  expect(await why('TW-999999')).toMatchObject({ code: 1, stderr: 'There is no order TW-999999\n' })
  expect(await why(newId('ord'))).toMatchObject({ code: 1, stderr: expect.stringMatching(/^There is no such thing/) })
})
