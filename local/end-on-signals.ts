/** npm passes on the Ctrl-C that the terminal has sent us already: that is not a second one. */
const SAME_CTRL_C_MS = 500;

/**
 * The first SIGINT or SIGTERM closes, and exits with 0; the second does not wait.
 * The signal returned is aborted by the first.
 */
export function endOnSignals(close: () => Promise<void>): AbortSignal {
  const ending = new AbortController();
  let firstAt = 0;
  const end = () => {
    if (ending.signal.aborted) {
      if (performance.now() - firstAt > SAME_CTRL_C_MS) process.exit(1);
      return;
    }
    firstAt = performance.now();
    ending.abort();
    const exit = () => process.exit(0);
    close().then(exit, exit);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return ending.signal;
}
