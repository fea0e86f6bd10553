/** A feed whose every answer the test gives, clocks that the test sets, and timers that it lets run. */
import { afterEach } from 'vitest';
import { AgentCopies, type AgentCopiesOptions } from '../../../agent/copies/agent-copies.ts';
import type { FeedRequest, FeedResponse } from '../../../agent/worker-client/worker-client.ts';
import type { LogFields } from '../../../worker/platform/log.ts';
import { encodeReplica, type ReplicaHeader } from '../../../worker/replicas/replica-format.ts';
import { buildEntry, NOW } from '../../shared/build-allowlist.ts';

export const WORKER_URL = 'https://sendgate.example.com';
export const TOKEN = `sgr_${'0'.repeat(16)}_${'s'.repeat(43)}`;
export const SETTINGS = {
  failMode: 'closed',
  unknownAccounts: 'deny',
  dovecotRefusalMessage: 'ask the admin',
} as const;

export interface PageParts {
  readonly full?: boolean;
  readonly accounts?: readonly object[];
  readonly lists?: readonly object[];
  readonly cursor?: string;
  readonly more?: boolean;
  readonly at?: string;
  readonly deployment?: unknown;
}

export function replicaBytes(
  account: string,
  terms: Partial<ReplicaHeader> = {},
  ...texts: string[]
): ArrayBuffer {
  const version = terms.version ?? 1;
  const header: ReplicaHeader = {
    ...{ version, account, revision: version, mode: 'enforce', suspended: false },
    ...{ consistency: 'default', deleted: false, tokens: [] },
    ...terms,
  };
  return encodeReplica(
    header,
    texts.map((text, index) => buildEntry(`${index}`.padStart(32, '0'), text)),
  );
}

export function base64(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('base64');
}

/** The item of a page. Its revision is its version. */
export function accountItem(account: string, version = 1, ...texts: string[]) {
  return { account, version, copy: base64(replicaBytes(account, { version }, ...texts)) };
}

export function listItem(list: string, version = 1, ...texts: string[]) {
  return { list, version, copy: base64(replicaBytes(list, { version }, ...texts)) };
}

/** A whole page of the feed. Alone it is a full synchronisation. */
export function page(parts: PageParts = {}, etag?: string): FeedResponse {
  const body = {
    ...{ full: true, accounts: [], lists: [], cursor: 'c1', more: false },
    ...{ at: new Date(NOW).toISOString(), deployment: SETTINGS, ...parts },
  };
  return { state: 'page', body, etag };
}

/** A page that only says what changed. */
export function change(cursor: string, parts: PageParts = {}, etag?: string): FeedResponse {
  return page({ full: false, cursor, ...parts }, etag);
}

export const FAILED: FeedResponse = { state: 'failed', cause: 'no connection' };

export interface AskedFor {
  readonly after: string | undefined;
  readonly etag: string | undefined;
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

export class FeedScene {
  readonly answers: FeedResponse[] = [];
  readonly asked: AskedFor[] = [];
  readonly logged: { event: string; fields: LogFields }[] = [];
  monotonic = 1_000_000;
  wall = NOW;
  #timer: { at: number; run: () => void } | undefined;

  /** Copies that get these answers, in this order, and then none. */
  copies(options: Partial<AgentCopiesOptions> = {}): AgentCopies {
    const copies = new AgentCopies({
      url: WORKER_URL,
      token: TOKEN,
      readFeed: (question) => this.#answer(question),
      log: (event, fields) => this.logged.push({ event, fields }),
      clocks: { monotonic: () => this.monotonic, wall: () => this.wall },
      after: (milliseconds, run) => {
        this.#timer = { at: this.monotonic + milliseconds, run };
        return () => {
          this.#timer = undefined;
        };
      },
      random: () => 0,
      ...options,
    });
    stops.push(() => copies.stop());
    return copies;
  }

  /** When the next synchronisation begins, in milliseconds from now. */
  get dueMs(): number | undefined {
    return this.#timer && this.#timer.at - this.monotonic;
  }

  get events(): string[] {
    return this.logged.map(({ event }) => event);
  }

  /** Both clocks go on, and nothing runs. */
  pass(milliseconds: number): void {
    this.monotonic += milliseconds;
    this.wall += milliseconds;
  }

  async #answer({ after, etag }: FeedRequest): Promise<FeedResponse> {
    this.asked.push({ after, etag });
    return this.answers.shift() ?? FAILED;
  }

  /** Lets the time pass until the next synchronisation is due, and runs it with these answers. */
  async synchronise(copies: AgentCopies, ...answers: FeedResponse[]): Promise<string> {
    this.answers.push(...answers);
    return copies.synchronise();
  }
}
