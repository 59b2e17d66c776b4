import { createInterface } from 'node:readline/promises'
import { CannotStart } from '../run.ts'

/** Goes on only if somebody at a terminal says yes, or has said `--yes` before. */
export async function confirm(question: string, { yes = false }: { yes?: boolean }): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new CannotStart(`${question} Nobody is here to answer that: say --yes`)
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-C and Ctrl-D are a no.
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  const answer = await Promise.race([terminal.question(`${question} [y/N] `).catch(() => ''), closed])
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new CannotStart('Nothing was done')
}
