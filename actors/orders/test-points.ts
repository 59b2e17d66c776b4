import type { Db } from '#db/client.ts'
import type { Actor } from '../actor.ts'
import { type Saga, type SagaRunner, sagaRunner, type Step, type Work } from '../saga.ts'
import { openAcceptance } from './accept-order.ts'
import { orders } from './actor.ts'
import type { OrdersTools } from './tools.ts'

/** What happens when a saga of an order comes to a point of its table. It may take its time, and it may throw. */
export type AtPoint = (point: string, orderId: string) => Promise<void> | void

type Data = Record<string, unknown>
type AnySaga = Saga<Data>

/** The sagas of orders, as its actor has them: a new one is among them by itself. */
export async function sagasOf(db: Db): Promise<AnySaga[]> {
  await using stack = new AsyncDisposableStack()
  return runnersIn((await orders.tools({}, stack, db)) as OrdersTools).map(([, { saga }]) => saga)
}

/**
 * Where the process of a saga may die so that it makes a difference: before and after each step and each undo, and inside each
 * transaction, when everything is written and nothing committed. What comes after a commit comes before the next step.
 */
export function pointsOf({ name, steps, waits, failed }: AnySaga): string[] {
  const undone = steps.filter(({ undo }) => undo).toReversed()
  const moments = [
    'writing its beginning',
    ...steps.flatMap((step) => [
      `before ${step.name}`,
      ...(step.run ? [`after ${step.name}`] : []),
      ...(step.write ? [`writing ${step.name}`] : []),
    ]),
    ...(waits ? ['writing its wait'] : []),
    ...undone.flatMap((step) => [`before undoing ${step.name}`, `after undoing ${step.name}`]),
    ...(failed ? ['writing its failure'] : []),
  ]
  return moments.map((moment) => `${name}: ${moment}`)
}

/** Orders, with something that happens at the points of its sagas. */
export function ordersWith(at: AtPoint): Actor {
  const tools: Actor['tools'] = async (env, stack, db) => {
    const own = (await orders.tools(env, stack, db)) as OrdersTools
    const watched = runnersIn(own).map(([key, { saga }]) => [key, stack.use(watchedRunner(saga, at))] as const)
    const all: OrdersTools = { ...own, ...Object.fromEntries(watched) }
    return { ...all, accept: openAcceptance(db, all.checkout, all) }
  }
  return { ...orders, tools }
}

const runnersIn = (tools: OrdersTools) =>
  Object.entries(tools).filter((entry): entry is [string, SagaRunner<Data>] => 'saga' in Object(entry[1]))

function watchedRunner(saga: AnySaga, at: AtPoint): SagaRunner<Data> {
  const pass = async (moment: string, data: Data) => at(`${saga.name}: ${moment}`, String(data['orderId']))
  const passAll = async (moment: string, works: readonly Work<Data>[]) => {
    for (const { data } of works) await pass(moment, data)
  }
  const { waits, failed } = saga
  const runner = sagaRunner<Data>({
    ...saga,
    steps: saga.steps.map((step) => watchedStep(step, pass)),
    ...(waits && {
      waits: async (tx, works, time) => {
        await waits(tx, works, time)
        await passAll('writing its wait', works)
      },
    }),
    ...(failed && {
      failed: async (tx, works, time) => {
        await failed(tx, works, time)
        await passAll('writing its failure', works)
      },
    }),
  })
  const begin: typeof runner.begin = async (tx, works) => {
    const begun = await runner.begin(tx, works)
    await passAll('writing its beginning', works)
    return begun
  }
  return { ...runner, begin }
}

function watchedStep(step: Step<Data>, pass: (moment: string, data: Data) => Promise<void>): Step<Data> {
  const { name, run, write, undo } = step
  return {
    ...step,
    run: async (data, context) => {
      await pass(`before ${name}`, data)
      if (!run) return null
      const learned = await run(data, context)
      await pass(`after ${name}`, data)
      return learned
    },
    ...(write && {
      write: async (tx, works, time) => {
        await write(tx, works, time)
        for (const { data } of works) await pass(`writing ${name}`, data)
      },
    }),
    ...(undo && {
      undo: async (data, context) => {
        await pass(`before undoing ${name}`, data)
        await undo(data, context)
        await pass(`after undoing ${name}`, data)
      },
    }),
  }
}
