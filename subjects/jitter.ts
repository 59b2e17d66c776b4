/** A time that is off from `ms` by up to `part` of it, either way: what began together does not stay in step. */
export const jittered = (ms: number, part: number): number => ms * (1 - part + 2 * part * Math.random())
