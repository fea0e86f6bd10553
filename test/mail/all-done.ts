/** Waits until all have ended, also if one fails. Nothing then goes on behind the next test. */
export async function allDone<Value>(work: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
