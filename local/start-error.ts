/** What the person who starts Sendgate can put right: told in one line, without a stack. */
export class StartError extends Error {}

/** The code of an operating system's refusal, such as EADDRINUSE; undefined for any other failure. */
export function findSystemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
