/**
 * Rejects if the promise has not settled in time; nobody then looks at its result. The promise may belong to
 * another request. So the timer is cleared, and the work continues, only after an await, which leads back to
 * this request.
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
