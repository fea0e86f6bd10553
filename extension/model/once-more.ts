/** Runs one call at a time. All calls that come while one is running are answered by one single run after it. */
export function onceMore(run: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  let isWanted = false;
  const runAll = async () => {
    do {
      isWanted = false;
      await run();
    } while (isWanted);
  };
  return () => {
    isWanted = true;
    underWay ??= runAll().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
