import { enableCompileCache, registerHooks } from 'node:module'

/** What was compiled, and stripped of its types, by an earlier start is not compiled again: half a second and 30 MB a process. */
enableCompileCache()

/** Packages of hundreds of small modules. */
const scattered = /\/node_modules\/(?:drizzle-orm|jose|typebox)\//

/**
 * Resolves these packages' imports of their own files directly. Node would otherwise look for each of typebox's 700 anew, a
 * tenth of a gateway's start, and read drizzle's 180 kB package.json for each of its own, which takes a quarter of a second
 * and 140 MB in every process. What a file imports statically is resolved before this runs, so the entry points import the
 * rest with `await import`.
 */
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = '' } = context
    return specifier.startsWith('.') && scattered.test(parentURL)
      ? { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
      : next(specifier, context)
  },
})
