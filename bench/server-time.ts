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
  /** What the isolate has let go since the last turn is fetched in the round, and counts. */
  readonly isCold?: boolean;
}

export interface ServerTimes {
  /** How fast the first is beside the second, the median of all rounds: 1 is as fast, 0.5 takes twice the time. */
  ratio(of: string, to: string): number;
  /** The same of all rounds together: what comes in few of them counts. */
  overallRatio(of: string, to: string): number;
  /** Microseconds an answer. */
  microseconds(name: string): number;
  /** Milliseconds that 99 of 100 answers kept within. */
  p99(name: string): number;
}

interface Subject extends Required<Pick<Asked, 'name' | 'roundMs' | 'isCold'>> {
  readonly load: Load;
  /** Of each round: microseconds an answer, and milliseconds. */
  readonly times: number[];
  readonly p99s: number[];
  /** Of all rounds: seconds of the core, and answers. */
  spent: number;
  answers: number;
}

function overall(subject: Subject | undefined): number {
  return subject ? subject.spent / subject.answers : Number.NaN;
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
  const subjects: Subject[] = [];
  for (const { name, roundMs = ROUND_MS, isCold = false, ...options } of asked) {
    const load = loads.use(await Load.connect({ ...options, connections }));
    subjects.push({ name, roundMs, isCold, load, times: [], p99s: [], spent: 0, answers: 0 });
  }
  const random = randomFrom(1);
  for (let round = 0; round <= rounds; round++) {
    for (const subject of shuffled(subjects, random)) {
      const { load, roundMs, isCold, times, p99s } = subject;
      // What the isolate has let go since its last turn is fetched now, not in the round.
      if (!isCold) await load.saturate(WARM_UP_MS);
      const before = cpuSeconds(pid);
      const { answers, latencies } = await load.saturate(roundMs);
      const spent = cpuSeconds(pid) - before;
      if (round === 0) continue;
      subject.spent += spent;
      subject.answers += answers;
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
    overallRatio: (of, to) => overall(find(to)) / overall(find(of)),
    microseconds,
    p99: (name) => median(find(name)?.p99s ?? []),
  };
}
