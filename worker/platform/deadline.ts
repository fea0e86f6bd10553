/**
 * Rejects when the promise has not settled in time; what it waited for goes on unobserved. The promise may
 * be of another request: the timer is cleared, and all goes on, after an await, which leads back to this one.
 */
export async function withDeadline<Value>(
  promise: Promise<Value>,
  milliseconds: number,
): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`no answer in ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
