/** What `--status` and `/metrics` show of the copies. */
import type { StateFileStanding } from './state-file.ts';

/** `none`: the token has no right to copies, so the agent only passes on. */
export type CopyRight = 'unknown' | 'copies' | 'none' | 'bad-token';

export interface CopiesStatus {
  readonly right: CopyRight;
  readonly accounts: number;
  readonly lists: number;
  /** Deleted accounts and lists that are remembered. */
  readonly departed: number;
  /** Those that the Worker could not read when it last named them, or that this version can't read. */
  readonly unreadable: number;
  readonly bytes: number;
  /** Null if there was no complete synchronisation, or if the clocks can't tell. */
  readonly ageSeconds: number | null;
  /** When the last complete synchronisation began, in milliseconds since the epoch. */
  readonly lastBeganAt: number | null;
  /** The complete ones since the start. */
  readonly synchronisations: number;
  /** How often the feed began anew. */
  readonly fullSynchronisations: number;
  readonly failures: number;
  readonly pages: number;
  readonly state: 'off' | StateFileStanding;
  readonly stateWrites: number;
  readonly stateFailures: number;
}
