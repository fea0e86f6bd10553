/** How long a server works on an answer: its seconds of the core, while questions never run out. */
import { cpuSeconds } from './cores.ts';
import { Load, type LoadOptions, percentile } from './load.ts';
import { randomFrom, shuffled } from './random.ts';
import { median } from './rounds.ts';

const ROUND_MS = 100;
const WARM_UP_MS = 60;

export interface Asked extends Omit<LoadOptions, 'connections'> {
  readonly name: string;
  readonly roundMs?: number;
}

export interface ServerTimes {
  /** How fast the first is beside the second, the median of all rounds: 1 is as fast, 0.5 takes twice the time. */
  ratio(of: string, to: string): number;
  /** Microseconds an answer. */
  microseconds(name: string): number;
  /** Milliseconds that 99 of 100 answers kept within. */
  p99(name: string): number;
}

/**
 * Each is asked in turn, round after round, so that what slows the machine slows all alike, and in another order
 * each time, since who comes after whom matters; the first round warms up.
 */
export async function measureServerTimes(
  pid: number,
  asked: readonly Asked[],
  rounds: number,
  connections = 32,
): Promise<ServerTimes> {
  using loads = new DisposableStack();
  const subjects: { name: string; roundMs: number; load: Load; times: number[]; p99s: number[] }[] =
    [];
  for (const { name, roundMs = ROUND_MS, ...options } of asked) {
    const load = loads.use(await Load.connect({ ...options, connections }));
    subjects.push({ name, roundMs, load, times: [], p99s: [] });
  }
  const random = randomFrom(1);
  for (let round = 0; round <= rounds; round++) {
    for (const { load, roundMs, times, p99s } of shuffled(subjects, random)) {
      // What the isolate has let go since its last turn is fetched now, not in the round.
      await load.saturate(WARM_UP_MS);
      const before = cpuSeconds(pid);
      const { answers, latencies } = await load.saturate(roundMs);
      const spent = cpuSeconds(pid) - before;
      if (round === 0) continue;
      times.push((spent / answers) * 1e6);
      p99s.push(percentile(latencies, 0.99));
    }
  }
  const find = (name: string) => subjects.find((subject) => subject.name === name);
  const timesOf = (name: string) => find(name)?.times ?? [];
  const microseconds = (name: string) => median(timesOf(name));
  return {
    ratio: (of, to) => {
      const others = timesOf(to);
      return median(timesOf(of).map((time, round) => (others[round] ?? Number.NaN) / time));
    },
    microseconds,
    p99: (name) => median(find(name)?.p99s ?? []),
  };
}
