import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describeMessages } from '#subjects/asyncapi.ts'
import { describeApi } from './openapi.ts'
import { routes } from './routes.ts'

/** The descriptions that are committed, so that a change of the API shows in its review. */
const documents = {
  'gateway/openapi.json': () => describeApi(routes),
  'subjects/asyncapi.json': describeMessages,
}

/** `node gateway/generate.ts` writes the descriptions; with `--check` it only says whether they are up to date. */
async function generate(check: boolean): Promise<void> {
  for (const [path, describe] of Object.entries(documents)) {
    const file = resolve(import.meta.dirname, '..', path)
    const text = `${JSON.stringify(describe(), null, 2)}\n`
    if (!check) await writeFile(file, text)
    else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error(`${path} is not what the contracts say: run \`npm run generate\` and read the difference`)
      process.exitCode = 1
    }
  }
}

if (import.meta.main) await generate(process.argv.includes('--check'))
