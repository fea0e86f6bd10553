/**
 * Measures one round of work without input or output. It runs long enough for the clock, and counts the time of
 * the processor only.
 */

/** The shortest turn. A shorter one would measure the clock more than the subject. */
const TURN_US = 5_000;

/** Returns the nanoseconds of one run, in the thread's own time. Other work of the machine is not counted. */
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
