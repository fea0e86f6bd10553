/** Measures how late answers come at a load that the server can easily serve. */
import { Load, percentile } from './load.ts';
import { steadyMoments } from './moments.ts';
import { median } from './rounds.ts';
import type { Asked } from './server-time.ts';

export const PER_SECOND = 1_000;
const ROUNDS = 10;
const ROUND_MS = 1_000;
const CONNECTIONS = 64;

/**
 * Returns, for each subject, the milliseconds within which 99 of 100 answers came. It is the median of the
 * rounds. The subjects take turns.
 */
export async function measureLatencies(asked: readonly Asked[]): Promise<readonly number[]> {
  using loads = new DisposableStack();
  const subjects: { load: Load; p99s: number[] }[] = [];
  for (const options of asked) {
    const load = loads.use(await Load.connect({ ...options, connections: CONNECTIONS }));
    await load.pace(steadyMoments(PER_SECOND, ROUND_MS / 4));
    subjects.push({ load, p99s: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { load, p99s } of subjects) {
      p99s.push(percentile((await load.pace(steadyMoments(PER_SECOND, ROUND_MS))).latencies, 0.99));
    }
  }
  return subjects.map(({ p99s }) => median(p99s));
}
