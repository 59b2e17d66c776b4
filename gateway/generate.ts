import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describeMessages } from '#subjects/asyncapi.ts'
import { keyedPathsOf, schemaOf } from './client/schema-of.ts'
import { describeApi } from './openapi.ts'
import { routes } from './routes.ts'

const api = describeApi(routes)
const json = (document: object) => `${JSON.stringify(document, null, 2)}\n`

/** The descriptions that are committed, so that a change of the API shows in its review, and what the client makes of them. */
const documents = {
  'gateway/openapi.json': json(api),
  'subjects/asyncapi.json': json(describeMessages()),
  'gateway/client/schema.d.ts': await schemaOf(api),
  'gateway/client/keyed-paths.ts': keyedPathsOf(api),
}

/** `node gateway/generate.ts` writes the descriptions; with `--check` it only says whether they are up to date. */
async function generate(check: boolean): Promise<void> {
  for (const [path, text] of Object.entries(documents)) {
    const file = resolve(import.meta.dirname, '..', path)
    if (!check) await writeFile(file, text)
    else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error(`${path} is not what the contracts say: run \`npm run generate\` and read the difference`)
      process.exitCode = 1
    }
  }
}

if (import.meta.main) await generate(process.argv.includes('--check'))
