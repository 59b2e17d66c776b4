/** A part of a batch: what a message of its own would have for headers and for a body. */
export type Part = { readonly headers: Readonly<Record<string, string>>; readonly body: unknown }

/** Marks a message whose body is a list of parts, and says of how many. */
export const batchHeader = 'Batch'

/** As many requests as one message brings. */
export const mostParts = 100

/** A part on its way; `body` is JSON already. */
export const writePart = (headers: Readonly<Record<string, string>>, body: string): string =>
  `{"headers":${JSON.stringify(headers)},"body":${body}}`

/** Makes one body of parts. What has none of its own keeps its place. */
export const writeParts = (parts: readonly (string | undefined)[]): string =>
  `[${parts.map((part) => part ?? 'null').join(',')}]`

/** Reads parts, which may come from anybody; undefined if that is no list of them. A place may be empty. */
export function readParts(json: string): (Part | undefined)[] | undefined {
  try {
    const parts: unknown = JSON.parse(json)
    if (!Array.isArray(parts) || parts.length > mostParts) return undefined
    return parts.map((part: unknown) => (isPart(part) ? part : undefined))
  } catch {
    return undefined
  }
}

const isPart = (part: unknown): part is Part =>
  typeof part === 'object' && part !== null && 'body' in part && 'headers' in part && isRecord(part.headers)

const isRecord = (headers: unknown): headers is Record<string, string> =>
  typeof headers === 'object' && headers !== null && Object.values(headers).every((value) => typeof value === 'string')
