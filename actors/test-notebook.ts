import { systemCaller } from '#subjects/envelope.ts'
import { Problem } from '#subjects/problem.ts'
import type { Actor } from './actor.ts'
import { around, type Shop } from './shop.ts'

/** Notes what an actor asks others, so that all of it can be asked once more: as if the network had kept copies. */
export type Notebook = {
  /** The same actor, watched by whoever asks it something. */
  readonly watching: (actor: Actor) => Actor
  /** Asks everything that was noted so far once more, the last of it first; answers how much that was. Who is asked may refuse. */
  readonly repeat: (shop: Shop) => Promise<number>
}

/** Opens a notebook of what `asking` asks. */
export function openNotebook(asking: string): Notebook {
  const noted: { readonly actor: Actor; readonly name: string; readonly input: unknown }[] = []
  return {
    watching: (actor) => {
      const asked = actor.operations.filter(({ subject }) => subject.callers.includes(asking))
      const names = asked.map(({ subject }) => subject.name)
      return around(actor, names, (moment, name, input) => {
        if (moment === 'before') noted.push({ actor, name, input })
      })
    },
    repeat: async ({ world }) => {
      const late = world.bus.as(systemCaller(asking))
      const answers = noted
        .splice(0)
        .toReversed()
        .map(async ({ actor, name, input }) => {
          const operation = actor.operations.find(({ subject }) => subject.name === name)
          if (operation) await late.request(operation.subject, input).catch(refused)
        })
      await Promise.all(answers)
      return answers.length
    },
  }
}

function refused(error: unknown): void {
  if (!(error instanceof Problem)) throw error
}
