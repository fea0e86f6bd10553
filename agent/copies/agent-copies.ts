/** The agent's copies: kept up to date with the Worker's feed, and on disk if it is asked to. */
import { LRUCache } from 'lru-cache';
import type { Copies, DeploymentSettings, FoundCopy } from '../deciding/copies.ts';
import type { CopiesStatus, CopyRight } from './copies-status.ts';
import { type Clocks, CopyClock, SYSTEM_CLOCKS } from './copy-clock.ts';
import { CopyFinder } from './copy-finder.ts';
import { COPY_LIMITS, type CopyLimits } from './copy-set.ts';
import type { ReadFeed } from './feed-page.ts';
import { StateFile } from './state-file.ts';
import { type AgentState, type StateOwner, stateOwner } from './state-format.ts';
import { StateKeeper } from './state-keeper.ts';
import type { SynchronisationEnd } from './synchronisation-end.ts';
import { LEAST_MS, SynchronisationPace } from './synchronisation-pace.ts';
import { Synchroniser, type WriteLog } from './synchroniser.ts';

const MAX_NOTED = 1_000;

/** Runs something later. Returns how to call it off. */
export type After = (milliseconds: number, run: () => void) => () => void;

export interface AgentCopiesOptions {
  /** The Worker, as it is asked. A state of another one is not used. */
  readonly url: string;
  /** The token that the feed is read with. A state that came by another one is not used. */
  readonly token: string;
  readonly readFeed: ReadFeed;
  readonly log: WriteLog;
  readonly statePath?: string | undefined;
  readonly clocks?: Clocks;
  readonly after?: After | undefined;
  readonly random?: () => number;
  readonly limits?: CopyLimits;
}

export class AgentCopies implements Copies {
  readonly #url: string;
  readonly #clocks: Clocks;
  readonly #clock: CopyClock;
  readonly #after: After;
  readonly #finder = new CopyFinder();
  readonly #synchroniser: Synchroniser;
  readonly #pace: SynchronisationPace;
  readonly #file: StateFile | undefined;
  readonly #keeper: StateKeeper | undefined;
  /** The newest revision of an account that a synchronisation was asked for. */
  readonly #noted = new LRUCache<string, number>({ max: MAX_NOTED });
  readonly #ending = new AbortController();
  #running: Promise<SynchronisationEnd> | undefined;
  #startedAt = -Infinity;
  #isWanted = false;
  #callOff: (() => void) | undefined;
  #right: CopyRight = 'unknown';
  /** Whose the next synchronisation is, and whose what is held. */
  #owner: StateOwner;
  #heldBy: StateOwner;

  constructor(options: AgentCopiesOptions) {
    const { url, token, readFeed, log, statePath, clocks = SYSTEM_CLOCKS } = options;
    this.#url = url;
    this.#owner = stateOwner(url, token);
    this.#heldBy = this.#owner;
    this.#clocks = clocks;
    this.#clock = new CopyClock(clocks);
    this.#after = options.after ?? afterTimeout;
    this.#pace = new SynchronisationPace(options.random ?? Math.random);
    const finder = this.#finder;
    const { limits = COPY_LIMITS } = options;
    this.#synchroniser = new Synchroniser({ readFeed, finder, clock: this.#clock, log, limits });
    if (statePath === undefined) return;
    this.#file = new StateFile(statePath, log);
    this.#keeper = new StateKeeper(this.#file, {
      monotonic: () => clocks.monotonic(),
      bytes: () => finder.set.bytes,
      snapshot: () => this.#snapshot(),
    });
  }

  get deployment(): DeploymentSettings | undefined {
    return this.#synchroniser.deployment;
  }

  find(login: string): FoundCopy {
    return this.#finder.find(login);
  }

  ageMs(): number {
    return this.#clock.ageMs();
  }

  now(): number {
    return this.#clock.now();
  }

  /**
   * Asks for each revision once. Where the feed is behind, the next synchronisation of the usual ones brings it. So a
   * flood of refusals costs one call, and never more than one in a second.
   */
  noteRevision(account: string, revision: number): void {
    if (this.#right === 'none' || this.#right === 'bad-token') return;
    if ((this.#finder.findRevision(account) ?? -1) >= revision) return;
    if ((this.#noted.get(account) ?? -1) >= revision) return;
    this.#noted.set(account, revision);
    this.#isWanted = true;
    if (this.#running === undefined) this.#schedule(this.#soonMs());
  }

  /** Reads the state on disk, and begins to synchronise. */
  async start(): Promise<void> {
    const state = await this.#file?.read(this.#owner);
    if (state !== undefined) {
      this.#finder.replace(state.set);
      this.#clock.restore(state);
      this.#synchroniser.cursor = state.cursor;
      this.#synchroniser.deployment = state.deployment ?? undefined;
      this.#keeper?.noteRead();
    }
    if (!this.#ending.signal.aborted) this.#run();
  }

  /** From now on the feed is read with this token. What is held stays, unless the Worker refuses the token. */
  async useToken(token: string): Promise<SynchronisationEnd> {
    this.#owner = stateOwner(this.#url, token);
    return this.synchronise();
  }

  async synchronise(): Promise<SynchronisationEnd> {
    await this.#running;
    return this.#run();
  }

  /** Ends what runs, and writes the state. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#callOff?.();
    await this.#running;
    await this.#keeper?.settle();
  }

  status(): CopiesStatus {
    const { accounts, lists } = this.#finder.set;
    const { counts } = this.#synchroniser;
    const ageMs = this.#clock.ageMs();
    return {
      right: this.#right,
      accounts: accounts.size,
      lists: lists.size,
      departed: accounts.departedCount + lists.departedCount,
      unreadable: accounts.unreadable + lists.unreadable,
      bytes: this.#finder.set.bytes,
      ageSeconds: Number.isFinite(ageMs) ? ageMs / 1_000 : null,
      lastBeganAt: this.#clock.beganAt ?? null,
      synchronisations: counts.complete,
      fullSynchronisations: counts.full,
      failures: counts.failed,
      pages: counts.pages,
      state: this.#file === undefined ? 'off' : this.#file.standing,
      stateWrites: this.#file?.counts.writes ?? 0,
      stateFailures: this.#file?.counts.failures ?? 0,
    };
  }

  #run(): Promise<SynchronisationEnd> {
    if (this.#running !== undefined) return this.#running;
    this.#callOff?.();
    this.#isWanted = false;
    this.#startedAt = this.#clocks.monotonic();
    const owner = this.#owner;
    this.#running = this.#synchroniser.run(this.#ending.signal).then((end) => {
      this.#running = undefined;
      this.#conclude(end, owner);
      return end;
    });
    return this.#running;
  }

  #conclude(end: SynchronisationEnd, owner: StateOwner): void {
    if (end === 'changed' || end === 'unchanged') {
      this.#right = 'copies';
      const hasChanged = end === 'changed' || this.#heldBy !== owner;
      this.#heldBy = owner;
      this.#keeper?.note(hasChanged);
    } else if (end === 'bad-token' || end === 'no-right') {
      this.#right = end === 'no-right' ? 'none' : end;
      this.#isWanted = false;
      this.#noted.clear();
      this.#keeper?.remove();
    }
    if (end === 'stopped') return;
    const delayMs = this.#pace.delayAfter(end, this.#clock.ageMs());
    this.#schedule(this.#isWanted ? Math.min(delayMs, this.#soonMs()) : delayMs);
  }

  #soonMs(): number {
    return Math.max(0, this.#startedAt + LEAST_MS - this.#clocks.monotonic());
  }

  #schedule(milliseconds: number): void {
    this.#callOff?.();
    if (this.#ending.signal.aborted) return;
    this.#callOff = this.#after(milliseconds, () => void this.#run());
  }

  #snapshot(): AgentState | undefined {
    const { cursor, deployment = null } = this.#synchroniser;
    if (cursor === undefined) return undefined;
    const { accounts, lists } = this.#finder.set;
    return {
      ...this.#heldBy,
      ...{ cursor, deployment },
      ...this.#clock.keep(),
      accounts: accounts.entries(),
      lists: lists.entries(),
    };
  }
}

function afterTimeout(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  // The listeners keep the program running, not this.
  timer.unref();
  return () => clearTimeout(timer);
}
