import type { Fault } from './fault.ts'
import { clockFaults } from './faults/clock.ts'
import { clusterFaults } from './faults/cluster.ts'
import { forged } from './faults/forged.ts'
import { natsFaults, streamFaults } from './faults/nats.ts'
import { natsNetworkFaults, networkFaults } from './faults/network.ts'
import { outsideFaults } from './faults/outside.ts'
import { postgresFaults } from './faults/postgres.ts'
import { processFaults } from './faults/processes.ts'
import { redisFaults } from './faults/redis.ts'
import { transactionFaults } from './faults/transactions.ts'

const ofEither = [
  ...processFaults,
  ...clockFaults,
  ...networkFaults,
  ...streamFaults,
  ...postgresFaults,
  ...transactionFaults,
  ...redisFaults,
  ...outsideFaults,
  forged,
]

/** What may go wrong around a single NATS server. */
export const faultsOfOne: readonly Fault[] = [...ofEither, ...natsFaults, ...natsNetworkFaults]

/** What may go wrong around a cluster of three; twice its own, so that they come soon. */
export const faultsOfCluster: readonly Fault[] = [...ofEither, ...clusterFaults, ...clusterFaults]
