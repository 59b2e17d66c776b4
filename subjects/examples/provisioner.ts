import type * as subject from '../provisioner.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada } from './story.ts'

const epoch = '2026-11-02T08:00:00.120345678Z'

/** The broker has lost a disk, and what could not be handled is told again. */
export const provisioner: ExamplesOf<typeof subject> = {
  ensureStream: { input: { owner: 'orders' }, output: { epoch, lastSeq: 128 } },
  dropStream: { input: { owner: 'orders', epoch }, output: null },
  lookAtService: {
    input: { service: 'inventory', request: 'req.inventory.reserve' },
    output: { instances: 1, inHand: 0, pending: 0 },
  },
  replayEvent: {
    input: {
      durable: 'notifications_user-registered',
      subject: 'user.registered',
      id: 'evt_01m84rb3wqf5kb3szv8m2m4c9e',
      source: 'users',
      time: '2026-11-02T09:14:03.000Z',
      aggregateId: ada.id,
      aggregateVersion: 1,
      headers: { Caller: `anonymous ${ada.id} edge`, 'Correlation-Id': 'req_01m84rb3wqf5kb3szv8m2m4c9f' },
      body: JSON.stringify({ userId: ada.id }),
    },
    output: null,
  },
}
