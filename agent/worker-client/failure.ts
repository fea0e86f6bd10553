/** Returns an error that says in one line why a call failed. */
export function withoutTrace(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  // An AggregateError means that every address of a name failed. Each of its errors has a reason.
  const causes: readonly Error[] = error instanceof AggregateError ? error.errors : [error];
  return new Error(causes.map(({ message }) => message).join('; '));
}
