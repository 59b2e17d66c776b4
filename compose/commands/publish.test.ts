import { expect, test } from 'vitest'
import { actor, on } from '#actors/actor.ts'
import { startWorld } from '#actors/world.ts'
import { newId } from '#subjects/id.ts'
import { notificationSend } from '#subjects/notifications.ts'
import { tradewind, urlsOf } from '../test-command.ts'

test('an event that is published twice under one id takes effect once', async () => {
  const heard: string[] = []
  const listener = actor({
    name: 'notifications',
    contracts: {},
    handlers: {},
    reactions: [on(notificationSend, async ({ id, data }) => void heard.push(`${id} ${data.subject}`))],
  })
  await using world = await startWorld([listener])
  const id = newId('evt')
  const data = JSON.stringify({ userId: newId('usr'), subject: 'Hello', text: 'How are you?' })
  const publish = () => tradewind(['publish', 'notification.send', data, '--id', id, '--json'], urlsOf(world))

  const [first, second] = [await publish(), await publish()]
  await world.settle()

  expect(JSON.parse(first.stdout)).toEqual({ id, stream: 'EVT_NOTIFICATIONS', seq: 1, duplicate: false })
  expect(JSON.parse(second.stdout)).toEqual({ id, stream: 'EVT_NOTIFICATIONS', seq: 1, duplicate: true })
  expect(heard).toEqual([`${id} Hello`])
})

test.each([
  [['order.created'], 'Tools may not publish order.created: it comes from orders'],
  [['orders.place'], 'orders.place is a request: it is asked'],
  [['notification.sendd'], 'did you mean notification.send?'],
  [['notification.send', '{"subject":"Hello"}'], '/userId is required'],
  [['notification.send', '[1'], 'This is not JSON'],
])('tradewind publish %j is refused before it is said', async (words, explanation) => {
  const { code, stdout, stderr } = await tradewind(['publish', ...words])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain(explanation)
})

test('a dry run shows the event and says nothing', async () => {
  const example = await tradewind(['subjects', 'example', 'notification.send', '--json'])
  const { code, stdout } = await tradewind(['publish', 'notification.send', '-', '--dry-run'], {}, example.stdout)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ subject: 'notification.send', body: JSON.parse(example.stdout) })
})
