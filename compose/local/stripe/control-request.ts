import type { Reply } from './reply.ts'

/** A request to the sandbox itself. */
export type ControlRequest = {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
}

/** Answers one; `name` is the one in its path. */
export type Handler = (request: ControlRequest & { readonly name: string }) => Reply | Promise<Reply>

/** What cannot be understood. */
export function wrong(message: string, details: readonly unknown[]): Reply {
  return { status: 400, body: { error: { message, details } } }
}

/** A body as JSON; undefined if it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
