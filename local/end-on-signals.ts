import type { SendgateServer } from './server.ts';

/** npm passes on the Ctrl-C that the terminal has sent us already: that is not a second one. */
const SAME_CTRL_C_MS = 500;

/**
 * The first SIGINT or SIGTERM lets requests under way end, and exits with 0; the second does not wait.
 * The signal returned is aborted by the first.
 */
export function endOnSignals(starting: Promise<SendgateServer>): AbortSignal {
  const ending = new AbortController();
  let firstAt = 0;
  const end = () => {
    if (ending.signal.aborted) {
      if (performance.now() - firstAt > SAME_CTRL_C_MS) process.exit(1);
      return;
    }
    firstAt = performance.now();
    ending.abort();
    void close(starting);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return ending.signal;
}

async function close(starting: Promise<SendgateServer>): Promise<void> {
  const server = await starting.catch(() => undefined);
  await server?.close();
  process.exit(0);
}
