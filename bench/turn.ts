/** One round of something that takes no input or output: long enough for the clock, in the processor's own time. */

/** Shorter than this it would tell more of the clock than of the subject. */
const TURN_US = 5_000;

/** Nanoseconds of a run, of the thread's own: what else the machine does is not counted. */
export function timeTurn(run: () => void): number {
  const began = process.threadCpuUsage();
  let runs = 0;
  let spentUs = 0;
  while (spentUs < TURN_US) {
    run();
    runs++;
    const spent = process.threadCpuUsage(began);
    spentUs = spent.user + spent.system;
  }
  return (spentUs * 1_000) / runs;
}
