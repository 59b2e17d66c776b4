import { envelopeHeaders } from '#subjects/bus/headers.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { eventually, newCustomer, type Scene, tell } from './stage.ts'

/** What people are written to. */
export const scenesOfMails: readonly Scene[] = [
  {
    name: 'tools have somebody written to',
    leadsTo: ['notification.send'],
    play: async (stage) => {
      const { id: userId } = await newCustomer(stage)
      const [id, caller] = [newId('evt'), systemCaller('tools')]
      await stage.tools.publish({
        id,
        subject: 'notification.send',
        source: 'tools',
        time: new Date().toISOString(),
        aggregateId: id,
        aggregateVersion: 1,
        headers: envelopeHeaders({ caller, correlationId: newId('run') }),
        body: JSON.stringify({ userId, subject: 'A word', text: 'From the shop.' }),
      })
    },
  },
  {
    name: 'a mail is refused',
    leadsTo: ['notification.failed'],
    play: async (stage) => {
      await tell(`${stage.outside.mailbox}/faults`, { do: '5xx' })
      const { id } = await newCustomer(stage)
      await eventually(async () => {
        const [mail] = await stage.databases.notifications`
          select from notifications where user_id = ${id} and status <> 'queued'`
        return mail
      })
    },
  },
]
