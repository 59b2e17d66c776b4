/** At how many of the points where a process can die one was killed, of how many there are. */
export type CrashPoints = { readonly covered: number | null; readonly total: number | null }

/** Faults here come by the clock and not at a point, so that nothing is known of points, and nothing is claimed. */
export const unknownPoints: CrashPoints = { covered: null, total: null }
