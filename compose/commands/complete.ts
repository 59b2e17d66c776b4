import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'
import { loadSubjects } from './find-subject.ts'
import { withLots } from './lots.ts'

/** What a shell offers behind these words besides commands and options. */
const offers: readonly { readonly command: string; readonly argument: string; readonly words: () => Promise<Words> }[] =
  [
    { command: 'subjects show', argument: 'name', words: subjects },
    { command: 'subjects example', argument: 'name', words: subjects },
    { command: 'request', argument: 'subject', words: requestsOfTools },
    { command: 'publish', argument: 'event', words: eventsOfTools },
    { command: 'tail', argument: 'patterns', words: events },
    { command: 'streams rebuild', argument: 'owners', words: streamOwners },
    { command: 'parked show', argument: 'id', words: parkedIds },
    { command: 'parked replay', argument: 'id', words: parkedIds },
    { command: 'parked discard', argument: 'id', words: parkedIds },
    { command: 'actors', argument: 'names', words: actors },
  ]

type Words = readonly (readonly [word: string, about: string])[]

const patienceMs = 1_500

/** `tradewind complete zsh` prints a script by which the shell completes commands, options, subjects and ids. */
export async function addCompletion(program: Command): Promise<void> {
  const completion = tab(program)
  const added = program.commands.find((command) => command.name() === 'complete')
  added?.description('prints a script for zsh, bash, fish or powershell that completes what is typed')
  const [command, dashes, ...typed] = process.argv.slice(2)
  if (command !== 'complete' || dashes !== '--') return
  const offer = offers.find(({ command }) => typed.join(' ').startsWith(`${command} `))
  if (!offer) return
  // Somebody waits for the word he is typing: none is better than a late one, or an error in the middle of his line.
  const late = new Promise<Words>((resolve) => setTimeout(resolve, patienceMs, []).unref())
  const words = await Promise.race([offer.words().catch(() => []), late])
  const argument = completion.commands.get(offer.command)?.arguments.get(offer.argument)
  if (argument) argument.handler = (complete) => words.forEach(([word, about]) => complete(word, about))
}

async function subjects(): Promise<Words> {
  const { all } = await loadSubjects()
  return all.map(wordOf)
}

async function requestsOfTools(): Promise<Words> {
  const { requests } = await loadSubjects()
  return requests.filter(({ callers }) => callers.includes('tools')).map(wordOf)
}

async function eventsOfTools(): Promise<Words> {
  const { events } = await loadSubjects()
  return events.filter(({ emitters }) => emitters.includes('tools')).map(wordOf)
}

async function events(): Promise<Words> {
  const { events } = await loadSubjects()
  return events.map(wordOf)
}

const wordOf = ({ name, summary }: { name: string; summary: string }) => [name.replace(/^req\./, ''), summary] as const

async function streamOwners(): Promise<Words> {
  const { events } = await loadSubjects()
  return [...new Set(events.map(({ stream }) => stream))].map((owner) => [owner, ''] as const)
}

async function parkedIds(): Promise<Words> {
  const found = await withLots((lots, { listParked }) => listParked(lots))
  return found.map(({ messageId, durable }) => [messageId, durable] as const)
}

async function actors(): Promise<Words> {
  const { databases } = await import('#db/databases.ts')
  return databases.map((name) => [name, ''] as const)
}
