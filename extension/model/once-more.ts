/** Calls that come while one is under way become one more after it, however many they are. */
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
