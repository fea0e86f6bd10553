/**
 * The time in which a second signal counts as the same Ctrl-C: the terminal sends it to this process, and npm
 * passes it on again.
 */
const SAME_CTRL_C_MS = 500;

/**
 * Closes and exits with 0 at the first SIGINT or SIGTERM. The second one exits without waiting. The first one
 * also aborts the returned signal.
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
