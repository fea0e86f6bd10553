/** The agent under test: its parts as the program composes them, with clocks and timers that the test moves. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { AgentCopies } from '../../../agent/copies/agent-copies.ts';
import type { Answered } from '../../../agent/deciding/answer.ts';
import { Decider } from '../../../agent/deciding/decider.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import { WorkerWatch } from '../../../agent/worker-watch.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import type { AccountBook } from './account-book.ts';
import { afterStart, type Heard, Hearing, type Moment, NOTHING } from './heard.ts';
import type { Asker, ModelFront } from './model-front.ts';
import { FRESH_MS, MAX_STALE_MS, type Question, type Said } from './oracle.ts';

/** Longer than the Worker takes on a busy machine. */
const TIMEOUT_MS = 1_000;
const SOON = { timeout: 10_000, interval: 5 };

/** What a state file may hold. */
export interface Kept {
  readonly heard: Heard;
  readonly at: Moment;
  readonly token: string;
}

/** The wall clock of the machine. It survives the agent. */
export interface WallClock {
  now: number;
}

/** What a process leaves. */
export interface Disk {
  readonly folder: string;
  readonly kept: readonly (Kept | undefined)[];
}

interface Place {
  readonly front: ModelFront;
  readonly book: AccountBook;
  readonly folder: string;
  readonly wall: WallClock;
  readonly token: string;
  /** What the state file in the folder may hold. */
  readonly kept: readonly (Kept | undefined)[];
}

let monotonics = 0;

export class TestedAgent implements Asker {
  readonly book: AccountBook;
  said: Said = { kind: 'none' };
  /** Whether the Worker's answer came so late, on a busy machine, that the agent may have given up. */
  isLate = false;
  asked = 0;
  /** What no answer may show. */
  readonly faults: string[] = [];
  /** What it may hold: after a start, each state that the disk may have had. */
  hearings: readonly Hearing[];
  readonly folder: string;
  readonly #place: Place;
  readonly #copies: AgentCopies;
  readonly #decider: Decider;
  readonly #client: WorkerClient;
  #token: string;
  #monotonic: number;
  #timer: { readonly at: number; readonly run: () => void } | undefined;
  #scheduled = Promise.withResolvers<void>();
  #busy: Promise<unknown> = Promise.resolve();
  #kept: readonly (Kept | undefined)[];
  /** What the file held when the Worker refused the token. It is being deleted. */
  #leaving: readonly (Kept | undefined)[] = [];
  #isDead = false;
  #askedAt = 0;

  private constructor(place: Place) {
    this.#place = place;
    this.book = place.book;
    this.folder = place.folder;
    this.#token = place.token;
    this.#kept = place.kept;
    // Each process has a monotonic clock of its own.
    this.#monotonic = ++monotonics * 7_000_000;
    this.hearings = place.kept.map((kept) => {
      const isOwn = kept?.token === place.token;
      const heard = isOwn ? afterStart(kept.heard, kept.at, this.now) : NOTHING;
      return new Hearing(heard, () => this.now);
    });
    const url = place.front.urlFor(this);
    this.#client = new WorkerClient({ url, token: place.token, timeoutMs: TIMEOUT_MS });
    this.#copies = new AgentCopies({
      // The front has another address for each process. The Worker is the same.
      ...{ url: 'https://sendgate.example.com', token: place.token, log: () => {} },
      readFeed: (request) => this.#client.readFeed(request),
      statePath: this.statePath,
      clocks: { monotonic: () => this.#monotonic, wall: () => place.wall.now },
      after: (milliseconds, run) => this.#setTimer(milliseconds, run),
      random: () => 0.5,
    });
    const watch = new WorkerWatch(
      () => {},
      () => {
        this.#busy = this.#copies.synchronise();
      },
    );
    this.#decider = new Decider({
      copies: this.#copies,
      check: watch.of((question) => this.#client.check(question)),
      observe: () => {},
      ...{ freshMs: FRESH_MS, maxStaleMs: MAX_STALE_MS },
    });
  }

  static async start(place: Place): Promise<TestedAgent> {
    const agent = new TestedAgent(place);
    const concluded = agent.#scheduled.promise;
    await agent.#copies.start();
    await concluded;
    agent.#note();
    return agent;
  }

  get statePath(): string {
    return join(this.folder, 'state');
  }

  get now(): Moment {
    return { monotonic: this.#monotonic, wall: this.#place.wall.now };
  }

  /** What its state was is seen from where it goes on. */
  asksFeed(after: string | undefined): void {
    const fitting = this.hearings.filter((hearing) => hearing.fits(after));
    if (fitting.length === 0 && !this.#isDead)
      this.faults.push(
        `it asks after ${after}, where none of these ended: ${this.hearings.map(({ heard }) => heard.cursor)}`,
      );
    this.hearings = fitting;
    for (const hearing of fitting) hearing.asked(after);
  }

  answers(): void {
    this.isLate = performance.now() - this.#askedAt > TIMEOUT_MS / 2;
  }

  dropped(): void {
    this.#note();
    for (const hearing of this.hearings) hearing.drop();
    this.#leaving = [...this.#leaving, ...this.#kept];
    this.#kept = [undefined];
  }

  async ask({ login, address }: Question): Promise<Answered> {
    const parsed = parseClientAddress(address);
    if (!parsed.ok) throw new Error(address);
    this.said = { kind: 'none' };
    this.isLate = false;
    this.#askedAt = performance.now();
    this.asked = 0;
    return this.#decider.ask({ login, address: parsed.value, passwordWasRight: false });
  }

  /** Ends when no synchronisation runs that an answer of the Worker began. */
  async untilIdle(): Promise<void> {
    await this.#busy;
    this.#note();
  }

  /** Does what is due. */
  async rest(): Promise<void> {
    await this.untilIdle();
    if (this.#timer && this.#timer.at <= this.#monotonic) await this.pass(0);
  }

  /** Time passes by both clocks, and what is due is done. */
  async pass(milliseconds: number, held?: Promise<unknown>): Promise<void> {
    const until = this.#monotonic + milliseconds;
    for (;;) {
      const timer = this.#timer;
      if (timer === undefined || timer.at > until) break;
      this.#advance(Math.max(0, timer.at - this.#monotonic));
      this.#timer = undefined;
      this.#scheduled = Promise.withResolvers();
      timer.run();
      await Promise.race([this.#scheduled.promise, held ?? new Promise(() => {})]);
      this.#note();
      if (this.#timer === undefined) break;
    }
    this.#advance(until - this.#monotonic);
  }

  /** Time passes, and no timer runs meanwhile. While a machine sleeps, its monotonic clock stands still. */
  jump(milliseconds: number, isAsleep: boolean): void {
    if (!isAsleep) this.#monotonic += milliseconds;
    this.#place.wall.now += milliseconds;
  }

  /** Ends when a synchronisation that was held has concluded. */
  async concluded(): Promise<void> {
    if (this.#timer === undefined) await this.#scheduled.promise;
    this.#note();
  }

  async useToken(token: string): Promise<void> {
    this.#token = token;
    this.#client.useToken(token);
    await this.#copies.useToken(token);
    this.#note();
  }

  /** Ends it in order. */
  async stop(): Promise<Disk> {
    await this.#copies.stop();
    this.#note();
    const now = this.hearings.map(({ heard }) => this.#keep(heard, this.now));
    const kept = [...this.#kept, ...now];
    this.#end();
    return { folder: this.folder, kept };
  }

  /**
   * Leaves the disk as it is at this moment, in a new folder. `halfway` does not wait for what is being written or
   * deleted.
   */
  async kill(halfway: boolean): Promise<Disk> {
    this.#note();
    const isRefused = this.#leaving.length > 0 && this.#kept.every((kept) => kept === undefined);
    if (!halfway && isRefused) await vi.waitFor(() => this.#expectNoState(), SOON);
    const folder = mkdtempSync(`${this.folder}-`);
    for (const name of readdirSync(this.folder)) copyIfThere(this.folder, folder, name);
    const kept = halfway ? [...this.#kept, ...this.#leaving] : this.#kept;
    this.#end();
    return { folder, kept };
  }

  #expectNoState(): void {
    if (existsSync(this.statePath) && statSync(this.statePath).size > 0)
      throw new Error('the state of a refused token is still there');
  }

  #end(): void {
    this.#isDead = true;
    this.#timer = undefined;
    this.hearings = [];
    this.#client.close();
  }

  /** Notes what may be on disk after complete synchronisations. */
  #note(): void {
    for (const { completed } of this.hearings)
      for (const { heard, at } of completed.splice(0))
        this.#kept = [...this.#kept, this.#keep(heard, at)];
  }

  #keep(heard: Heard, at: Moment): Kept {
    return { heard, at, token: this.#token };
  }

  #advance(milliseconds: number): void {
    this.#monotonic += milliseconds;
    this.#place.wall.now += milliseconds;
  }

  #setTimer(milliseconds: number, run: () => void): () => void {
    if (this.#isDead) return () => {};
    this.#timer = { at: this.#monotonic + milliseconds, run };
    this.#scheduled.resolve();
    return () => {
      this.#timer = undefined;
    };
  }
}

/** A file may go while the others are copied. */
function copyIfThere(from: string, to: string, name: string): void {
  try {
    writeFileSync(join(to, name), readFileSync(join(from, name)), { mode: 0o600 });
  } catch {
    return;
  }
}
