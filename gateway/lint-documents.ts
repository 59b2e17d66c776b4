import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createConfig, lintFromString } from '@redocly/openapi-core'

/** The rules of Redocly that do not hold here. All others do, as errors. */
const rules = {
  // There is nobody to write to but whoever runs it.
  'info-contact': 'off',
  // `order.awaiting_payment` is a public name, and permanent.
  'channels-kebab-case': 'off',
  // `inStock` is a filter by what products say of themselves.
  'boolean-parameter-prefixes': 'off',
  // `/cart`, `/auth` and `/users/me` are one of a kind.
  'path-segment-plural': 'off',
  // Operations and tags stand in the order of routes.ts and contracts.ts, which is the order a shopper meets them in.
  'path-http-verbs-order': 'off',
  'tags-alphabetical': 'off',
  // Most texts have a pattern or a format, which says more than a length.
  'required-string-property-missing-min-length': 'off',
  // Examples are of whole messages.
  'scalar-property-missing-example': 'off',
  'request-mime-type': {
    severity: 'error',
    allowedValues: ['application/json', 'text/csv', 'application/x-ndjson'],
  },
  'response-mime-type': {
    severity: 'error',
    allowedValues: ['application/json', 'application/problem+json', 'text/event-stream', 'application/pdf'],
  },
} as const

/** `node gateway/lint-documents.ts` says what Redocly's linter finds in the committed descriptions of the API and the subjects. */
async function lintDocuments(): Promise<void> {
  const config = await createConfig({ extends: ['all'], rules })
  for (const path of ['gateway/openapi.json', 'subjects/asyncapi.json']) {
    const source = await readFile(resolve(import.meta.dirname, '..', path), 'utf8')
    const found = await lintFromString({ source, absoluteRef: path, config })
    for (const { ruleId, message, location } of found) {
      console.error(`${path}${location[0]?.pointer ?? ''}: ${message} (${ruleId})`)
      process.exitCode = 1
    }
  }
}

if (import.meta.main) await lintDocuments()
