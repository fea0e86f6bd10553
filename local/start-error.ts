/** A mistake that the person who starts Sendgate can correct. It is shown in one line, without a stack. */
export class StartError extends Error {}

/** Finds the code of a system error, such as EADDRINUSE. It is undefined for any other failure. */
export function findSystemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
