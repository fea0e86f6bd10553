/** Rejects when the promise has not settled in time; what it waited for goes on unobserved. */
export function withDeadline<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no answer in ${milliseconds} ms`)),
      milliseconds,
    );
    const settle =
      <Outcome>(how: (outcome: Outcome) => void) =>
      (outcome: Outcome) => {
        clearTimeout(timer);
        how(outcome);
      };
    promise.then(settle(resolve), settle(reject));
  });
}
