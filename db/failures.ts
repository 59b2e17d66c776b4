import postgres from 'postgres'

/** The SQLSTATE Postgres answered, wherever in the chain of causes it is. */
export function sqlState(error: unknown): string | undefined {
  return answered(error)?.code
}

/** The constraint a statement ran into: a name somebody else has, a reference to nothing. */
export function violatedConstraint(error: unknown): string | undefined {
  return answered(error)?.constraint_name
}

const answered = (error: unknown) => causes(error).find((cause) => cause instanceof postgres.PostgresError)

/** Whether the connection failed, so that nobody can say if the statement or the commit took effect. */
export function isConnectionLost(error: unknown): boolean {
  return isSocketLost(error) || /^(08...|57P0[1-3]|25P03)$/.test(sqlState(error) ?? '')
}

/** Whether the database could not do it now, for reasons that pass: it is away, full, locked or out of time. */
export function isPassing(error: unknown): boolean {
  return isConnectionLost(error) || /^(53...|55...|57014|40001|40P01)$/.test(sqlState(error) ?? '')
}

/** Whether the way to Postgres broke, whatever it would have answered. */
export function isSocketLost(error: unknown): boolean {
  return causes(error).some((cause) => 'code' in cause && lostSocket.test(String(cause.code)))
}

const lostSocket =
  /^(CONNECTION_(CLOSED|DESTROYED|ENDED)|CONNECT_TIMEOUT|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN))$/

/** An error and what caused it, at most five deep: a cause may be a circle. */
function causes(error: unknown): Error[] {
  const chain: Error[] = []
  for (let next = error; next instanceof Error && chain.length < 5; next = next.cause) chain.push(next)
  return chain
}
