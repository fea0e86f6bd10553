/**
 * Measures how much time a server needs for an answer: its seconds of the core, while there are always
 * questions.
 */
import { cpuSeconds } from './cores.ts';
import { Load, type LoadOptions, percentile } from './load.ts';
import { randomFrom, shuffled } from './random.ts';
import { median } from './rounds.ts';

const ROUND_MS = 100;
const WARM_UP_MS = 60;

export interface Asked extends Omit<LoadOptions, 'connections'> {
  readonly name: string;
  /** The process of its server, if it is another one than that of the others. */
  readonly pid?: number;
  readonly roundMs?: number;
  /** How long it is asked before a round, so that it has everything in memory that it is asked about. */
  readonly warmUpMs?: number;
  /**
   * Whether the round begins cold. The isolate then reads again, within the round, what it has dropped since
   * its last turn.
   */
  readonly isCold?: boolean;
}

export interface ServerTimes {
  /**
   * Returns how fast the first subject is compared with the second, as the median of all rounds. 1 means as
   * fast, 0.5 means that it takes twice the time.
   */
  ratio(of: string, to: string): number;
  /** Returns the same for all rounds together, so that costs which occur only in a few rounds count too. */
  overallRatio(of: string, to: string): number;
  /** Returns the microseconds for an answer. */
  microseconds(name: string): number;
  /** Returns the milliseconds within which 99 of 100 answers came. */
  p99(name: string): number;
}

interface Subject
  extends Required<Pick<Asked, 'name' | 'pid' | 'roundMs' | 'warmUpMs' | 'isCold'>> {
  readonly load: Load;
  /**
   * The microseconds for an answer in each round. `p99s` has the milliseconds within which 99 of 100 answers
   * came.
   */
  readonly times: number[];
  readonly p99s: number[];
  /** The seconds of the core and the number of answers, of all rounds together. */
  spent: number;
  answers: number;
}

function overall(subject: Subject | undefined): number {
  return subject ? subject.spent / subject.answers : Number.NaN;
}

/**
 * Asks each subject in turn, round after round, so that a slow moment of the machine slows all of them alike.
 * The order changes each time, since it matters which subject comes after which. The first round warms up.
 */
export async function measureServerTimes(
  serverPid: number,
  asked: readonly Asked[],
  rounds: number,
  connections = 32,
): Promise<ServerTimes> {
  using loads = new DisposableStack();
  const subjects: Subject[] = [];
  for (const asking of asked) {
    const { name, pid = serverPid, ...rest } = asking;
    const { roundMs = ROUND_MS, warmUpMs = WARM_UP_MS, isCold = false, ...options } = rest;
    const load = loads.use(await Load.connect({ ...options, connections }));
    const none = { times: [], p99s: [], spent: 0, answers: 0 };
    subjects.push({ name, pid, roundMs, warmUpMs, isCold, load, ...none });
  }
  const random = randomFrom(1);
  for (let round = 0; round <= rounds; round++) {
    for (const subject of shuffled(subjects, random)) {
      const { load, pid, roundMs, warmUpMs, isCold, times, p99s } = subject;
      // The isolate now reads what it has dropped since its last turn, so that this does not happen in the
      // round.
      if (!isCold) await load.saturate(warmUpMs);
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
