/** Runs calls one after the other, so that each call finds what the call before it has kept. */
export function inTurn<Arguments extends unknown[]>(
  run: (...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (...given) => {
    const next = () => run(...given);
    last = last.then(next, next);
    return last;
  };
}
