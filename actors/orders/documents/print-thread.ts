import { parentPort } from 'node:worker_threads'
import type { DocumentRow } from './name.ts'
import { render } from './render.ts'

parentPort?.on('message', (row: DocumentRow) => void print(row))

/** Nobody catches what this throws: it ends the thread, and is its printer's error. */
async function print(row: DocumentRow): Promise<void> {
  parentPort?.postMessage(await render(row))
}
